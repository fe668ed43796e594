// The line that a finding speaks of, with carets under it.
import type { Range } from '../text/range';
import { type Cell, cellsOf } from './visible';

export interface Excerpt {
  readonly source: string;
  /** Spaces, then carets. */
  readonly carets: string;
}

const PLAIN = /^[\x20-\x7e]*$/;
const CUT = '…';

/** `text`: the range's first line, all that is shown of it. `width`: the columns that it may take. */
export function excerptOf(text: string, range: Range, width: number): Excerpt {
  const line = text.replace(/\r$/, '');
  const start = Math.min(range.start.character, line.length);
  const lineEnd = Math.max(start, line.trimEnd().length);
  const end = range.end.line > range.start.line ? lineEnd : Math.min(Math.max(range.end.character, start), line.length);
  if (line.length <= width && PLAIN.test(line)) {
    return { source: line.trimEnd(), carets: ' '.repeat(start) + '^'.repeat(Math.max(end - start, 1)) };
  }
  return windowOf(line, start, end, width);
}

/** Only what is near `start` is looked at, however long the line is. */
function windowOf(line: string, start: number, end: number, width: number): Excerpt {
  const from = boundary(line, Math.max(0, start - width));
  const to = boundary(line, Math.min(line.length, start + width));
  const cells = cellsOf(line, from, to);
  const at = cells.findIndex(({ offset }) => offset >= start);
  const first = at < 0 ? cells.length : at;
  const isWhole = from === 0 && to === line.length && widthOf(cells) <= width;
  const begin =
    isWhole || widthOf(cells.slice(0, first)) + Math.min(end - start, width / 2) <= width
      ? 0
      : contextBefore(cells, first, width);
  const cutLeft = from > 0 || begin > 0;
  const room = width - (cutLeft ? 1 : 0);
  const rest = cells.slice(begin);
  const cutRight = to < line.length || widthOf(rest) > room;
  const shown = fitting(rest, cutRight ? room - 1 : room);
  const before = cells.slice(begin, first);
  const marked = shown.filter(({ offset }) => offset >= start && offset < end);
  return {
    source: `${cutLeft ? CUT : ''}${shownText(shown)}${cutRight ? CUT : ''}`.trimEnd(),
    carets: ' '.repeat(widthOf(before) + (cutLeft ? 1 : 0)) + '^'.repeat(Math.max(widthOf(marked), 1)),
  };
}

/** Where to begin so that a third of the width is left for what stands before. */
function contextBefore(cells: readonly Cell[], first: number, width: number): number {
  let begin = first;
  for (let room = Math.floor(width / 3); begin > 0; begin--) {
    room -= cells[begin - 1]?.width ?? 0;
    if (room < 0) break;
  }
  return begin;
}

function fitting(cells: readonly Cell[], width: number): readonly Cell[] {
  let used = 0;
  const end = cells.findIndex((cell) => {
    used += cell.width;
    return used > width;
  });
  return end < 0 ? cells : cells.slice(0, end);
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);
const shownText = (cells: readonly Cell[]): string => cells.map(({ shown }) => shown).join('');

/** The offset, or the one before it where it would cut a surrogate pair. */
function boundary(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return offset > 0 && code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}
