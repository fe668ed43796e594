// Merge conflicts that git left in a file: one problem each, and the first side is read.
import { type Range, rangeOf } from '../text/range';

export interface WithoutConflicts {
  readonly lines: readonly string[];
  /** Where each conflict begins. */
  readonly conflicts: readonly Range[];
}

const START = /^<{7}(?: |\r?$)/;
const MIDDLE = /^(?:={7}|\|{7})(?: |\r?$)/;
const END = /^>{7}(?: |\r?$)/;

/** The lines with markers and the other sides left blank. */
export function withoutConflicts(lines: readonly string[]): WithoutConflicts {
  if (!lines.some((line) => START.test(line))) return { lines, conflicts: [] };
  const conflicts: Range[] = [];
  let side: 'none' | 'first' | 'other' = 'none';
  const kept = lines.map((line, i) => {
    if (START.test(line)) {
      side = 'first';
      conflicts.push(rangeOf(i, 0, i, 7));
      return '';
    }
    if (side === 'none') return line;
    if (END.test(line)) {
      side = 'none';
      return '';
    }
    if (MIDDLE.test(line)) side = 'other';
    return side === 'other' ? '' : line;
  });
  return { lines: kept, conflicts };
}
