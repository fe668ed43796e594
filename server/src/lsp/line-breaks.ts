// BuildKit ends a line at LF alone, an editor at a lone CR as well. Where a text has lone CRs, positions are translated.
import type { Position, Range } from '../text/range';

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

const SAME: LineBreaks = { toEditor: (range) => range, fromEditor: (range) => range };

/** `lines` are split at LF. */
export function lineBreaksOf(lines: readonly string[]): LineBreaks {
  if (!hasLoneCarriageReturn(lines)) return SAME;
  /** Where each of the editor's lines begins, in lines split at LF. */
  const starts: Position[] = lines.flatMap((text, line) =>
    [0, ...innerStarts(text, line === lines.length - 1)].map((character) => ({ line, character })),
  );
  const toEditor = ({ line, character }: Position): Position => {
    const index = starts.findLastIndex((start) => start.line === line && start.character <= character);
    const start = starts[index];
    return start ? { line: index, character: character - start.character } : { line: starts.length, character: 0 };
  };
  const fromEditor = ({ line, character }: Position): Position => {
    const start = starts[line];
    return start ? { line: start.line, character: start.character + character } : { line: lines.length, character: 0 };
  };
  return {
    toEditor: ({ start, end }) => ({ start: toEditor(start), end: toEditor(end) }),
    fromEditor: ({ start, end }) => ({ start: fromEditor(start), end: fromEditor(end) }),
  };
}
