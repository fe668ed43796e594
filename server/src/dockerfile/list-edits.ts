// Edits that take one item out of an instruction and leave the others, and comments, as they are written.
import type { TextEdit } from '../text/edit';
import { once } from '../text/once';
import { type Position, type Range, rangeOf } from '../text/range';
import { rangeOfWord, type Step } from './stages';
import { actingInstruction, type Instruction, rangeAt, rangeIn, type Word } from './syntax';

type Item = Pick<Word, 'start' | 'end'>;

const remove = (start: Position, end: Position): TextEdit => ({ range: { start, end }, newText: '' });

/** Takes a whole step out, with its lines. */
export const removeStep = ({ line, instruction }: Step): TextEdit => ({
  range: rangeOf(line, 0, line + instruction.lineCount, 0),
  newText: '',
});

/** Takes item `index` out; the whole step when it has no other. Items stand in the order of the line. */
export function removeItem(step: Step, items: readonly Item[], index: number): TextEdit[] {
  const place = (i: number): Range | undefined => {
    const item = items[i];
    return item && rangeOfWord(step, item);
  };
  const [previous, own, next] = [place(index - 1), place(index), place(index + 1)];
  if (!own || (!previous && !next)) return [removeStep(step)];
  if (next) return [removeBefore(next, own, previous)];
  const before = previous?.end ?? own.start;
  if (own.start.line - before.line <= 1) return [remove(before, own.end)];
  // Comments stand between: they stay, behind an instruction that now ends before them.
  const lastLines = rangeOf(own.start.line, 0, own.end.line + 1, 0);
  return [remove(before, continuationAfter(step, items[index - 1])), { range: lastLines, newText: '' }];
}

/** Takes out what another item follows. */
function removeBefore(next: Range, own: Range, previous: Range | undefined): TextEdit {
  if (next.start.line === own.end.line) return remove(own.start, next.start);
  const beginsLine = previous && previous.end.line < own.start.line;
  if (beginsLine) return { range: rangeOf(own.start.line, 0, own.end.line + 1, 0), newText: '' };
  if (previous) return remove(previous.end, own.end);
  return next.start.line - own.end.line === 1 ? remove(own.start, next.start) : remove(own.start, own.end);
}

/** Behind the character that continues the line on which an item ends. */
function continuationAfter(step: Step, item: Item | undefined): Position {
  const { at, line, character } = step.instruction.pieces;
  const end = item?.end ?? 0;
  const piece = at.findLastIndex((start) => start < end);
  const length = (at[piece + 1] ?? end) - (at[piece] ?? 0);
  return { line: step.line + (line[piece] ?? 0), character: (character[piece] ?? 0) + length + 1 };
}

/** Takes an entry out of a JSON array or a list of words. Undefined where comments stand between the entries of an array. */
export function removeEntry(step: Step, index: number): TextEdit[] | undefined {
  const instruction = actingInstruction(step);
  return instruction.json && hasCommentsBetween(instruction) ? undefined : removeItem(step, instruction.args, index);
}

/** Whether lines that are no part of the instruction stand between two of its words. */
const hasCommentsBetween = once((instruction: Instruction): boolean => {
  const places = instruction.args.map(({ start, end }) => rangeIn(instruction, start, end));
  return places.some(({ start }, i) => start.line - (places[i - 1]?.end.line ?? start.line) > 1);
});

/** Takes a flag out, and one space behind it. */
export function removeFlag(step: Step, flag: Word): TextEdit {
  const own = rangeOfWord(step, flag);
  const wider = rangeAt(step, flag.start, flag.end + 1);
  const hasSpace = /[ \t]/.test(step.instruction.text.charAt(flag.end)) && wider.end.line === own.end.line;
  return { range: hasSpace ? wider : own, newText: '' };
}

/** Whether lines within a step, heredocs aside, are no part of it: comments, mostly. */
export const hasInnerComments = ({ instruction: { pieces, headLineCount } }: Step): boolean =>
  new Set(pieces.line).size < headLineCount;
