// Edits inside a command: a part is replaced, or taken out with the space before it.
import type { ShellWord } from '../shell/command';
import type { Weakness } from '../shell/weakness';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { StepCommand } from './commands';
import type { Part } from './scripts';

/** Undefined where the part has no place of its own, and in exec form, where words are an array's. */
export function commandEdit(at: StepCommand, edit: Weakness['edit']): TextEdit | undefined {
  if (!edit || edit.end <= edit.start || at.instruction.json) return undefined;
  const range = at.rangeOf(edit);
  const { start, end } = range;
  if (edit.newText === '' && end.line - start.line > 1) return undefined; // comments may stand between
  return { range: rangeOf(start.line, start.character, end.line, end.character), newText: edit.newText };
}

/** Whether shell text can be written behind a command: it has a place of its own, and no quotes around it. */
export const canInsertBehind = ({ command, script, instruction }: StepCommand): boolean =>
  command.end > command.start &&
  !instruction.json &&
  !script.commands.some((other) => other !== command && other.start <= command.start && other.end >= command.end);

/** Where a word's value stands, the first `skip` characters aside, so that other text can take its place, in exec form too. */
export function placeOfValue({ text, value, start, end }: ShellWord, skip = 0): Part | undefined {
  if (value === undefined || end - start !== text.length) return undefined;
  if (text === value) return { start: start + skip, end };
  const isQuoted = text.length === value.length + 2 && /^["']/.test(text) && text.slice(1, -1) === value;
  return isQuoted ? { start: start + 1 + skip, end: end - 1 } : undefined;
}
