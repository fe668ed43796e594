// From offsets in the body of a heredoc to lines, counted from its instruction's first.
import { type Range, rangeOf } from '../text/range';
import { countBelow } from '../text/rising';
import type { Heredoc } from './syntax';

export function placeInBody({
  content,
  line,
}: Heredoc): (part: { readonly start: number; readonly end: number }) => Range {
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  const rowOf = (offset: number): number => countBelow(starts, offset + 1) - 1;
  return ({ start, end }) => {
    const [first, last] = [rowOf(start), rowOf(end)];
    return rangeOf(line + first, start - (starts[first] ?? 0), line + last, end - (starts[last] ?? 0));
  };
}
