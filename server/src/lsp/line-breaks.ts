// BuildKit ends a line at LF alone, an editor at a lone CR as well. Where a text has lone CRs, positions are translated.
import { comparePositions, type Position, type Range } from '../text/range';
import { countWhile } from '../text/rising';

/** Offsets in a line at which an editor begins a new one: behind each CR that no LF follows. */
function innerStarts(line: string, isLast: boolean): number[] {
  const starts: number[] = [];
  for (let at = line.indexOf('\r'); at >= 0; at = line.indexOf('\r', at + 1)) {
    if (at < line.length - 1 || isLast) starts.push(at + 1);
  }
  return starts;
}

export const hasLoneCarriageReturn = (lines: readonly string[]): boolean =>
  lines.some((line, i) => line.includes('\r') && innerStarts(line, i === lines.length - 1).length > 0);

export interface LineBreaks {
  toEditor(range: Range): Range;
  fromEditor(range: Range): Range;
}

/** How many of the positions, which are in order, are not behind the given one. */
const countUpTo = (positions: readonly Position[], position: Position): number =>
  countWhile(positions, (candidate) => comparePositions(candidate, position) <= 0);

const SAME: LineBreaks = { toEditor: (range) => range, fromEditor: (range) => range };

/** `lines` are split at LF. */
export function lineBreaksOf(lines: readonly string[]): LineBreaks {
  if (!hasLoneCarriageReturn(lines)) return SAME;
  /** Where each of the editor's lines begins, in lines split at LF. */
  const starts: Position[] = lines.flatMap((text, line) =>
    [0, ...innerStarts(text, line === lines.length - 1)].map((character) => ({ line, character })),
  );
  const toEditor = (position: Position): Position => {
    if (position.line >= lines.length) return { line: starts.length, character: 0 };
    const index = countUpTo(starts, position) - 1;
    return { line: index, character: position.character - (starts[index]?.character ?? 0) };
  };
  const fromEditor = ({ line, character }: Position): Position => {
    const start = starts[line];
    if (!start) return { line: lines.length, character: 0 };
    const next = starts[line + 1];
    const end = next?.line === start.line ? next.character - 1 : Number.POSITIVE_INFINITY;
    return { line: start.line, character: Math.min(start.character + character, end) };
  };
  return {
    toEditor: ({ start, end }) => ({ start: toEditor(start), end: toEditor(end) }),
    fromEditor: ({ start, end }) => ({ start: fromEditor(start), end: fromEditor(end) }),
  };
}
