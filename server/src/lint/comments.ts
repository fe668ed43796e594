// Comments of a Dockerfile that may silence something, with what they stand above. BuildKit sees none of them; a heredoc's body
// holds none.
import { countBegun, endOf } from '../dockerfile/instruction-at';
import { isComment } from '../dockerfile/physical-line';
import type { DockerfileSyntax, PlacedInstruction } from '../dockerfile/syntax';
import { countWhile } from '../text/rising';
import type { Comment, Target } from './commented';
import { type MarkedLine, markedLines } from './marks';

/** From top to bottom. */
export function commentsOf(syntax: DockerfileSyntax): Comment[] {
  const comments: Comment[] = [];
  let below: Comment | undefined;
  for (const marked of markedLines(syntax).toReversed()) {
    const comment = commentAt(syntax, marked, below);
    if (!comment) continue;
    comments.push(comment);
    below = comment;
  }
  return comments.reverse();
}

/** `below` is the next one. */
function commentAt(
  { lines, readableLines, instructions }: DockerfileSyntax,
  { line, mark }: MarkedLine,
  below: Comment | undefined,
): Comment | undefined {
  if (mark.kind !== 'comment' || line >= readableLines) return undefined;
  const next = countBegun(instructions, line);
  const holding = instructions[next - 1];
  if (holding && line < endOf(holding)) {
    const isInHead = line < holding.line + holding.instruction.headLineCount;
    return isInHead ? { line, mark, target: nextPiece(holding, line) } : undefined;
  }
  const end = instructions[next]?.line;
  if (end === undefined) return { line, mark };
  const stop = below && below.line < end ? below.line : end;
  let at = line + 1;
  while (at < stop && isComment(lines[at] ?? '')) at++;
  if (at < stop) return { line, mark };
  return { line, mark, target: stop === end ? { kind: 'block', line: end } : below?.target };
}

/** Comments between the lines of one instruction stand above the next of them. */
function nextPiece({ line: first, instruction }: PlacedInstruction, line: number): Target | undefined {
  const { line: pieces } = instruction.pieces;
  const piece = pieces[countWhile(pieces, (each) => first + each <= line)];
  return piece === undefined ? undefined : { kind: 'line', line: first + piece };
}
