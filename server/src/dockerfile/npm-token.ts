// A variable that a command is given, left to be expanded by who reads the text: npm does so with `${NAME}` in .npmrc.
import type { ShellWord } from '../shell/command';
import type { TextEdit } from '../text/edit';
import type { StepCommand } from './commands';

/** The edits that keep the shell from putting the value in. Undefined where the words have no place of their own. */
export function unexpanded(at: StepCommand, name: string): TextEdit[] | undefined {
  if (at.instruction.json || at.command.program === 'printf') return undefined;
  const edits: TextEdit[] = [];
  for (const word of at.command.args) {
    const holds = word.pieces.some((piece) => typeof piece === 'object' && piece.variable === name);
    if (!holds) continue;
    if (word.end - word.start !== word.text.length) return undefined;
    for (const { start, end, newText } of rewrites(word, name))
      edits.push({ range: at.rangeOf({ start, end }), newText });
  }
  return edits.length > 0 ? edits : undefined;
}

function rewrites({ text, start }: ShellWord, name: string): { start: number; end: number; newText: string }[] {
  const found: { start: number; end: number; newText: string }[] = [];
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\' && quote !== "'") i++;
    else if (quote === '' ? char === '"' || char === "'" : char === quote) quote = quote === '' ? char : '';
    else if (char === '$' && quote !== "'") {
      const [whole, braced, bare] = /^\$(?:\{(\w+)\}|(\w+))/.exec(text.slice(i)) ?? [];
      if (whole === undefined || (braced ?? bare) !== name) continue;
      const newText = quote === '"' ? `\\\${${name}}` : `'\${${name}}'`;
      found.push({ start: start + i, end: start + i + whole.length, newText });
      i += whole.length - 1;
    }
  }
  return found;
}
