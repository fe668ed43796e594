// The one value that diagnostics, code actions, the command line and reports all read.
import type { Dockerfile } from '../dockerfile/model';
import type { Finding } from '../rule/finding';

export interface Suppressed {
  readonly finding: Finding;
  readonly by: Suppression;
}

export interface Suppression {
  /** In a comment of the file, or in a configuration. */
  readonly kind: 'inSource' | 'external';
  readonly reason?: string;
  /** Of the comment. */
  readonly line?: number;
}

export interface Analysis {
  /** As the edge names it: a URI in the editor, a path on the command line. */
  readonly uri: string;
  /** Physical lines, split at LF alone. */
  readonly lines: readonly string[];
  /** In the order of their places. */
  readonly findings: readonly Finding[];
  /** What a comment or the configuration silences: kept apart, shown to nobody who does not ask. */
  readonly suppressed?: readonly Suppressed[];
  /** Undefined for a file that was not analysed. */
  readonly dockerfile?: Dockerfile;
}
