// Text edits: replace a range by a text.
import { comparePositions, type Range, shiftRange } from './range';

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export const shiftEdit = (edit: TextEdit, lines: number): TextEdit => ({
  range: shiftRange(edit.range, lines),
  newText: edit.newText,
});

const inOrder = (edits: readonly TextEdit[]): TextEdit[] =>
  [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end));

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

/** The text with non-overlapping edits applied. Lines end at LF, as BuildKit counts them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offset = (line: number, character: number): number => {
    const start = starts[Math.min(line, starts.length - 1)] ?? 0;
    const next = starts[line + 1];
    return Math.min(start + character, next === undefined ? text.length : next - 1);
  };
  let out = '';
  let at = 0;
  for (const { range, newText } of inOrder(edits)) {
    const from = offset(range.start.line, range.start.character);
    if (from < at) throw new RangeError('edits overlap');
    out += text.slice(at, from) + newText;
    at = offset(range.end.line, range.end.character);
  }
  return out + text.slice(at);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
