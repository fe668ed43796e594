// What the audit of a host asks, and what it answers to each.
import type { Severity } from '../rule/finding';
import type { Unreadable } from './host-files';

export type Verdict = 'pass' | 'fail' | 'unknown';

export interface HostCheck {
  /** For ever. Kebab case. */
  readonly id: string;
  readonly title: string;
  /** Its number in the CIS Docker Benchmark. */
  readonly cis?: string;
  /** Of a failure. */
  readonly severity: Severity;
}

export interface HostResult {
  readonly check: HostCheck;
  readonly verdict: Verdict;
  /** What was seen, or why nothing could be; a sentence without its full stop. */
  readonly detail: string;
  /** On the host. */
  readonly path?: string;
}

export const REASONS: Readonly<Record<Unreadable, string>> = {
  missing: 'it is not there',
  permission: 'no permission to read it: ask again as root',
  outside: 'a link leads out of the root folder',
  'too-large': 'it is too large',
  other: 'it cannot be read',
};
