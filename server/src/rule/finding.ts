// What a rule yields and what the edges show: reports, findings, fixes.
import type { TextEdit } from '../text/edit';
import type { Range } from '../text/range';

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type Confidence = 'high' | 'low';
/** safe: meaning unchanged or strictly tighter. suggested: applied on a click only. manual: leaves a blank to fill in. */
export type FixSafety = 'safe' | 'suggested' | 'manual';

export interface FileEdit {
  /** The file; the one that the finding is in when left out. */
  readonly uri?: string;
  /** The file is not there: it is made of the edits' text. */
  readonly isNew?: boolean;
  readonly edits: readonly TextEdit[];
}

/** The instructions a fix means to add, take out or change, by keyword. A test holds it to exactly that. */
export interface Delta {
  readonly adds?: readonly string[];
  readonly removes?: readonly string[];
  readonly changes?: readonly string[];
}

export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly delta: Delta;
  /** Computed when it is asked for. */
  edits(): readonly FileEdit[];
}

export interface Related {
  /** The file; the one that the finding is in when left out. Ranges in another file are that file's own. */
  readonly uri?: string;
  readonly range: Range;
  readonly message: string;
}

/** What a rule yields. Ranges are relative to what the rule was given: a stage or the file. */
export interface Report {
  readonly range: Range;
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Where secrets stand: nothing that is shown or written may hold this text. */
  readonly masked?: readonly Range[];
}

/** deprecated: it should be used no more. unnecessary: it does nothing. */
export type FindingTag = 'deprecated' | 'unnecessary';

/** A report at its place in the file, with what policy decided. */
export interface Finding extends Report {
  readonly rule: string;
  readonly tag?: FindingTag;
  readonly severity: Severity;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly masked: readonly Range[];
}
