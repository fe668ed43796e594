// Text edits: replace a range by a text.
import { comparePositions, type Range, shiftRange } from './range';
import { countWhile } from './rising';

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export const shiftEdit = (edit: TextEdit, lines: number): TextEdit => ({
  range: shiftRange(edit.range, lines),
  newText: edit.newText,
});

const inOrder = (edits: readonly TextEdit[]): TextEdit[] =>
  [...edits].sort(
    (a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end),
  );

/**
 * Two lists of edits clash when applying both could give a text that neither meant: where they overlap, and where they
 * insert at the same place.
 */
export function clash(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return a.some((x) =>
    b.some((y) => {
      const before = comparePositions(x.range.end, y.range.start);
      const after = comparePositions(y.range.end, x.range.start);
      const sameStart = comparePositions(x.range.start, y.range.start) === 0;
      return sameStart || (before > 0 && after > 0);
    }),
  );
}

/** Edits that do not clash, whatever their number. */
export class EditSet {
  /** In the order of their places. */
  private readonly taken: TextEdit[] = [];

  get edits(): readonly TextEdit[] {
    return this.taken;
  }

  /** Takes all of them, or none where one clashes with what is taken. */
  add(edits: readonly TextEdit[]): boolean {
    const places = edits.map((edit) => this.placeOf(edit));
    const isFree = edits.every(
      (edit, i) => !clash(this.taken.slice(Math.max(0, (places[i] ?? 0) - 1), (places[i] ?? 0) + 1), [edit]),
    );
    if (isFree) for (const edit of edits) this.taken.splice(this.placeOf(edit), 0, edit);
    return isFree;
  }

  /** How many of the taken begin before an edit, or where it begins. */
  private placeOf({ range }: TextEdit): number {
    return countWhile(this.taken, (taken) => comparePositions(taken.range.start, range.start) <= 0);
  }
}

/**
 * Edits whose ranges lie in the text. One behind the last line, where a whole line is inserted, becomes a new line at its
 * end: the last line of a file need not end with a line break.
 */
export function fitEdits(lines: readonly string[], edits: readonly TextEdit[]): readonly TextEdit[] {
  const last = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  if (edits.every(({ range }) => range.end.line < lines.length)) return edits;
  return edits.map(({ range, newText }) => {
    if (range.end.line < lines.length) return { range, newText };
    if (range.start.line < lines.length) return { range: { start: range.start, end: last }, newText };
    const lineBreak = /\r?\n$/.exec(newText)?.[0] ?? '';
    const inner = newText.slice(0, newText.length - lineBreak.length);
    return { range: { start: last, end: last }, newText: lineBreak + inner };
  });
}

/** The text with non-overlapping edits applied. Lines end at LF, as BuildKit counts them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  const offset = ({ line, character }: Range['start']): number =>
    (starts[line] ?? text.length) + Math.min(character, lines[line]?.length ?? 0);
  let out = '';
  let at = 0;
  for (const { range, newText } of inOrder(fitEdits(lines, edits))) {
    const from = offset(range.start);
    if (from < at) throw new RangeError('edits overlap');
    out += text.slice(at, from) + newText;
    at = Math.max(from, offset(range.end));
  }
  return out + text.slice(at);
}
