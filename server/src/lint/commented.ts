// What silencing needs of a file: its comments, what they stand above, and where another one would go. One for each language.
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import type { ForeignIgnore } from './foreign-comments';
import type { Mark, MarkedLine } from './marks';

/** What a comment stands directly above: an instruction or an entry, by its first line, or one physical line of one. */
export interface Target {
  readonly kind: 'block' | 'line';
  readonly line: number;
}

export interface Comment {
  readonly line: number;
  readonly mark: Mark;
  /** Undefined for one that stands above nothing. */
  readonly target?: Target;
}

export interface BlockSuppression {
  /** What it silences, in words: `this instruction`. */
  readonly subject: string;
  /** Where the block begins. */
  readonly line: number;
  /** The one that is meant, where the block sets several. */
  readonly variable?: string;
  /** Above the block, or into our comment that stands there already. */
  edit(): TextEdit;
}

export interface Commented {
  readonly lines: readonly string[];
  /** Some of it may stand unseen: what silences nothing there may yet have its use. */
  readonly isRefused: boolean;
  /** Lines that may silence something. */
  readonly marks: readonly MarkedLine[];
  /** What directives of other tools silence in the whole file. */
  readonly directives: readonly { readonly line: number; readonly ignore: ForeignIgnore }[];
  /** From top to bottom. */
  comments(): readonly Comment[];
  /** The first lines of the blocks that hold a line, the innermost first. */
  blocksAt(line: number): readonly number[];
  /** A block that others call one, such as a stage, as the blocks that it holds. */
  blocksOf(target: Target): readonly Target[];
  /** Undefined for a finding that is in no block. */
  suppressionFor(finding: Finding): BlockSuppression | undefined;
  fileSuppressionEdit(rule: string): TextEdit;
}
