// What reading a Dockerfile yields: the instructions as BuildKit sees them, each with the place of every word.
// Positions inside an instruction are offsets into its logical line, so that one value serves every place where the
// same text stands; `rangeIn` turns them into lines and characters.
import { type Range, shiftRange } from '../text/range';

/** A word of the logical line. `text` is the word as BuildKit reads it, [start, end) where it is written. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where the pieces of a logical line stand: piece `i` begins at offset `at[i]`, on `line[i]` (from the first), at `character[i]`. */
export interface Pieces {
  readonly at: readonly number[];
  readonly line: readonly number[];
  readonly character: readonly number[];
}

export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** Variables in the body are expanded: the name was not quoted. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of the terminator are ignored. */
  readonly chomp: boolean;
  readonly descriptor: number;
  /** The body's first line, counted from the instruction's first, and its number of lines without the terminator. */
  readonly line: number;
  readonly lineCount: number;
}

export interface SyntaxProblem {
  /** BuildKit's own words. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Instruction {
  /** As written. */
  readonly keyword: Word;
  /** The keyword in upper case: what decides how it is read. */
  readonly name: string;
  /** The logical line: continuations and the comments between them are gone. */
  readonly text: string;
  readonly pieces: Pieces;
  /** Flags before the arguments, with quotes taken off: `--chown=a`. */
  readonly flags: readonly Word[];
  /** Arguments as BuildKit's parser leaves them: words, or the whole rest for shell form; ENV and LABEL in threes: name, value, separator. */
  readonly args: readonly Word[];
  /** JSON (exec) form. */
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  /** What ONBUILD delays. Shares text and pieces. */
  readonly trigger?: Instruction;
  /** Why BuildKit's parser refuses the file here. */
  readonly problem?: SyntaxProblem;
  /** Physical lines, heredoc bodies included. */
  readonly lineCount: number;
  /** Physical lines of the logical line itself, without heredoc bodies. */
  readonly headLineCount: number;
  /** Ended by the end of the file alone: what is typed behind it belongs to it. */
  readonly open: boolean;
}

/** An instruction at its place in a file: `line` is 0-based. */
export interface PlacedInstruction {
  readonly line: number;
  readonly instruction: Instruction;
}

/** What a step does: itself, or what its ONBUILD delays. */
export const actingInstruction = ({ instruction }: Pick<PlacedInstruction, 'instruction'>): Instruction =>
  instruction.trigger ?? instruction;

/** Whether a line or a body of its heredocs is what is looked for. */
export const someText = (text: string, heredocs: readonly Heredoc[], is: (text: string) => boolean): boolean =>
  is(text) || heredocs.some(({ content }) => is(content));

export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly line: number;
  readonly valueStart: number;
}

export interface Directives {
  readonly escape: string;
  readonly found: readonly Directive[];
  /** Lines that can hold directives: an edit below them leaves them alone. */
  readonly lineCount: number;
  readonly problem?: { readonly message: string; readonly line: number };
}

/** A refusal by BuildKit with its place in the file. */
export interface FileProblem {
  readonly message: string;
  readonly range: Range;
}

export interface DockerfileSyntax {
  /** Physical lines, split at LF alone; a CR at the end belongs to the line. */
  readonly lines: readonly string[];
  /** How many of the lines BuildKit reads: it stops at one that is too long for it. */
  readonly readableLines: number;
  readonly directives: Directives;
  readonly instructions: readonly PlacedInstruction[];
}

/** The range of [start, end) of the logical line, relative to the instruction's first line. */
export function rangeIn(instruction: Pick<Instruction, 'pieces'>, start: number, end: number): Range {
  const { pieces } = instruction;
  const first = pieceAt(pieces, start, false);
  const last = end > start ? pieceAt(pieces, end, true) : first;
  return {
    start: {
      line: pieces.line[first] ?? 0,
      character: (pieces.character[first] ?? 0) + start - (pieces.at[first] ?? 0),
    },
    end: { line: pieces.line[last] ?? 0, character: (pieces.character[last] ?? 0) + end - (pieces.at[last] ?? 0) },
  };
}

/** The range of [start, end) of the logical line of an instruction at its place in the file. */
export const rangeAt = ({ line, instruction }: PlacedInstruction, start: number, end: number): Range =>
  shiftRange(rangeIn(instruction, start, end), line);

/** The piece that holds an offset; at a seam the earlier one when the offset ends a range. */
function pieceAt({ at }: Pieces, offset: number, isEnd: boolean): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const start = at[middle] ?? 0;
    if (isEnd ? start < offset : start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
