// Offsets in a text to lines and characters.
import type { Position, Range } from '../text/range';

export function rangesIn(text: string): (start: number, end: number) => Range {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const positionOf = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  const inText = (offset: number): Position => positionOf(Math.min(offset, text.length));
  return (start, end) => ({ start: inText(start), end: inText(Math.max(start, end)) });
}
