// Edits inside a command: a part is replaced or taken out, arguments are added, another command comes behind it.
import type { ShellWord } from '../shell/command';
import type { Weakness } from '../shell/weakness';
import type { TextEdit } from '../text/edit';
import { once } from '../text/once';
import { type Range, rangeOf } from '../text/range';
import type { StepCommand } from './commands';
import type { Part } from './scripts';
import { type Instruction, someText } from './syntax';

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

/** Arguments behind a word of the command. Undefined where quotes, escapes or line breaks hide the word's place. */
export function argumentsBehind(at: StepCommand, word: ShellWord, ...added: readonly string[]): TextEdit | undefined {
  const range = plainRange(at, word);
  if (!range) return undefined;
  const isEntry = at.instruction.json && word.text.startsWith('"');
  const newText = added.map((argument) => (isEntry ? `, "${argument}"` : ` ${argument}`)).join('');
  return { range: { start: range.end, end: range.end }, newText };
}

/** Another text in place of a word that is written plainly. */
export function wordReplaced(at: StepCommand, word: ShellWord, newText: string): TextEdit | undefined {
  const range = plainRange(at, word);
  if (!range || /["'\\]/.test(word.text.slice(1, -1))) return undefined;
  const quote = /^["']/.exec(word.text)?.[0] ?? '';
  return { range, newText: quote + newText + quote };
}

function plainRange(at: StepCommand, { text, start, end }: ShellWord): Range | undefined {
  if (text === '' || end - start !== text.length) return undefined;
  const range = at.rangeOf({ start, end });
  const isOneLine = range.start.line === range.end.line && range.end.character - range.start.character === text.length;
  return isOneLine ? range : undefined;
}

/** Another command behind one, run where that one went well. Undefined in loops, functions and pipes. */
export function commandBehind(at: StepCommand, added: string): TextEdit | undefined {
  const { command, script, step } = at;
  if (!canInsertBehind(at) || script.commands.some(({ inputs }) => inputs.includes(command))) return undefined;
  if (command.redirects.some(({ body }) => body !== undefined)) return undefined;
  // The carriage return of a heredoc's line belongs to its last word.
  if (command.args.at(-1)?.text.endsWith('\r')) return undefined;
  if (mayRepeat(step.instruction)) return undefined;
  const { end } = at.rangeOf(command);
  return { range: { start: end, end }, newText: ` && ${added}` };
}

/** Loops and functions run what stands in them again; behind `&` nothing waits. */
const mayRepeat = once(({ text, heredocs }: Instruction): boolean =>
  someText(text, heredocs, (each) => MAY_REPEAT.test(each)),
);
const MAY_REPEAT = /\b(?:for|while|until|select|function)\b|\(\s*\)|(?<![&>])&(?![&>])/;
