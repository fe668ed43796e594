// From a place in the file to the offset in an instruction's logical line: the way back of `rangeIn`.
import type { Position } from '../text/range';
import { countBelow } from '../text/rising';
import type { PlacedInstruction } from './syntax';

/** Undefined where the logical line has nothing: in a comment, behind a continuation, in a heredoc's body. */
export function offsetAt({ line, instruction }: PlacedInstruction, position: Position): number | undefined {
  const { pieces, text } = instruction;
  const wanted = position.line - line;
  for (let i = countBelow(pieces.line, wanted); pieces.line[i] === wanted; i++) {
    const start = pieces.at[i] ?? 0;
    const end = pieces.at[i + 1] ?? text.length;
    const offset = start + position.character - (pieces.character[i] ?? 0);
    if (offset >= start && offset <= end) return offset;
  }
  return undefined;
}
