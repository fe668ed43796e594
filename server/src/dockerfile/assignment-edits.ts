// Edits on ENV, ARG and LABEL that take one variable out and leave the others, and comments, as they are written.
import type { TextEdit } from '../text/edit';
import { type Position, type Range, rangeOf } from '../text/range';
import { rangeOfWord, type Step } from './stages';
import type { Assignment } from './variables';

const remove = (start: Position, end: Position): TextEdit => ({ range: { start, end }, newText: '' });

/** Takes a whole step out, with its lines. */
export const removeStep = ({ line, instruction }: Step): TextEdit => ({
  range: rangeOf(line, 0, line + instruction.lineCount, 0),
  newText: '',
});

/** Takes assignment `index` out; the whole step when it has no other. */
export function removeAssignment(step: Step, assignments: readonly Assignment[], index: number): TextEdit[] {
  const place = (i: number): Range | undefined => {
    const assignment = assignments[i];
    return assignment && rangeOfWord(step, { start: assignment.name.start, end: endOf(assignment) });
  };
  const [previous, own, next] = [place(index - 1), place(index), place(index + 1)];
  if (!own || (!previous && !next)) return [removeStep(step)];
  if (next) return [removeBefore(next, own, previous)];
  const before = previous?.end ?? own.start;
  if (own.start.line - before.line <= 1) return [remove(before, own.end)];
  // Comments stand between: they stay, behind an instruction that now ends before them.
  const lastLines = rangeOf(own.start.line, 0, own.end.line + 1, 0);
  return [remove(before, continuationAfter(step, assignments[index - 1])), { range: lastLines, newText: '' }];
}

/** Takes out what another variable follows. */
function removeBefore(next: Range, own: Range, previous: Range | undefined): TextEdit {
  if (next.start.line === own.end.line) return remove(own.start, next.start);
  const beginsLine = previous && previous.end.line < own.start.line;
  if (beginsLine) return { range: rangeOf(own.start.line, 0, own.end.line + 1, 0), newText: '' };
  if (previous) return remove(previous.end, own.end);
  return next.start.line - own.end.line === 1 ? remove(own.start, next.start) : remove(own.start, own.end);
}

/** Behind the character that continues the line on which an assignment ends. */
function continuationAfter(step: Step, assignment: Assignment | undefined): Position {
  const { at, line, character } = step.instruction.pieces;
  const end = assignment ? endOf(assignment) : 0;
  const piece = at.findLastIndex((start) => start < end);
  const length = (at[piece + 1] ?? end) - (at[piece] ?? 0);
  return { line: step.line + (line[piece] ?? 0), character: (character[piece] ?? 0) + length + 1 };
}

const endOf = ({ name, value }: Assignment): number => value?.end ?? name.end;
