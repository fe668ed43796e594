// The one value that diagnostics, code actions, the command line and reports all read.
import type { Project } from '../compose/model';
import type { Dockerfile } from '../dockerfile/model';
import type { Finding } from '../rule/finding';
import type { Commented } from './commented';
import type { ConfiguredSuppression } from './configuration';

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

/** An entry of the configuration's `suppress` that reaches the file. */
export interface ReachingEntry {
  readonly entry: ConfiguredSuppression;
  /** What to say of it if it silences nothing elsewhere either. Undefined: here it does, or it can't be known. */
  readonly unused?: Finding;
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
  /** For an audit, which knows whether an entry silences anything in any file. */
  readonly entries?: readonly ReachingEntry[];
  /** Other files that it looked at, found or not: when one changes, it is out of date. */
  readonly asked?: ReadonlySet<string>;
  /** Those of them that were not read: to be read, and the file analysed again. */
  readonly unread?: ReadonlySet<string>;
  /** Where its comments may silence something. Undefined where none can: it was not analysed, or has no comments. */
  readonly commented?: Commented;
  /** Undefined for what is no Dockerfile, and for one that was not analysed. */
  readonly dockerfile?: Dockerfile;
  /** The same of a Compose file. */
  readonly compose?: Project;
}
