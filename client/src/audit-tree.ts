// The findings of an audit in groups, the worst first: by rule, by file or by severity. Knows nothing of the editor.
import { SEVERITIES, type Severity } from '../../protocol/audit';
import type { FoundFinding } from './audit-list';

export const GROUPINGS = ['rule', 'file', 'severity'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FindingGroup {
  readonly grouping: Grouping;
  /** The rule, the file's URI or the severity. */
  readonly key: string;
  /** Of the worst finding. */
  readonly severity: Severity;
  readonly count: number;
  /** A fix of one needs nothing to be filled in. */
  readonly fixable: boolean;
  /** The path of the file, where it is the group. */
  readonly path: string;
  /** The worst first. Put in order when they are asked for: most groups stay closed. */
  readonly findings: readonly FoundFinding[];
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export function groupsOf(findings: readonly FoundFinding[], grouping: Grouping): FindingGroup[] {
  const groups = new Map<string, FoundFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding, grouping);
    const there = groups.get(key);
    if (there) there.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].map(([key, found]) => groupOf(grouping, key, found)).sort(order);
}

function keyOf({ rule, uri, severity }: FoundFinding, grouping: Grouping): string {
  switch (grouping) {
    case 'rule':
      return rule;
    case 'file':
      return uri;
    case 'severity':
      return severity;
    default:
      return grouping satisfies never;
  }
}

function groupOf(grouping: Grouping, key: string, found: readonly FoundFinding[]): FindingGroup {
  let sorted: readonly FoundFinding[] | undefined;
  return {
    grouping,
    key,
    severity: SEVERITIES.find((severity) => found.some((finding) => finding.severity === severity)) ?? 'hint',
    count: found.length,
    fixable: found.some(({ fixable }) => fixable),
    path: grouping === 'file' ? (found[0]?.path ?? '') : '',
    get findings() {
      sorted ??= [...found].sort(worstFirst);
      return sorted;
    },
  };
}

/** Files by their paths, so that one is found by its name; all else by how bad and how often. */
function order(a: FindingGroup, b: FindingGroup): number {
  if (a.grouping === 'file') return byText(a.path, b.path) || byText(a.key, b.key);
  return rank(a.severity) - rank(b.severity) || b.count - a.count || byText(a.key, b.key);
}

const worstFirst = (a: FoundFinding, b: FoundFinding): number =>
  rank(a.severity) - rank(b.severity) ||
  byText(a.path, b.path) ||
  byText(a.uri, b.uri) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.character - b.range.start.character;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
