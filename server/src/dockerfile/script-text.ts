// The text of a shell word with variables put in: those the script itself sets, else those of the Dockerfile.
import type { ShellScript, ShellWord } from '../shell/command';
import { once } from '../text/once';
import type { StepCommand } from './commands';
import type { Stage } from './stages';

/** A variable of unknown value stands as `${NAME}`, anything else that is unknown as U+FFFD. */
export type ScriptText = (word: ShellWord) => string;

type Assigned = ReadonlyMap<string, ShellWord | undefined>;
const MAX_DEPTH = 50;
const MAX_TEXT = 4096;

/** What a script sets once; undefined for what it sets in several ways. */
const assignedIn = once((script: ShellScript): Assigned => {
  const values = new Map<string, ShellWord | undefined>();
  for (const { assignments, name } of script.commands) {
    if (name) continue;
    for (const each of assignments) values.set(each.name, values.has(each.name) ? undefined : each.value);
  }
  return values;
});

/** Whether a script itself sets a variable. */
export const setsVariable = (script: ShellScript, name: string): boolean => assignedIn(script).has(name);

export function scriptTextOf(stage: Stage, at: StepCommand): ScriptText {
  let textOf: ScriptText | undefined;
  return (word) => {
    if (word.value !== undefined) return word.value;
    textOf ??= textWithVariables(stage, at);
    return textOf(word);
  };
}

function textWithVariables(stage: Stage, { script, index }: StepCommand): ScriptText {
  const assigned = assignedIn(script);
  const lookup = stage.variables.at(index);
  const texts = new Map<string, string>();
  const textOf = (word: ShellWord, depth: number): string => {
    let text = '';
    for (const piece of word.pieces) {
      if (text.length >= MAX_TEXT) break;
      text +=
        typeof piece === 'string' ? piece : piece === undefined ? '\ufffd' : textOfVariable(piece.variable, depth);
    }
    return text.slice(0, MAX_TEXT);
  };
  const textOfVariable = (name: string, depth: number): string => {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const own = assigned.get(name);
    const value = assigned.has(name) ? undefined : lookup(name);
    const unknown = `\${${name}}`;
    texts.set(name, unknown); // for what it is made of itself
    const isOwn = own !== undefined && depth < MAX_DEPTH;
    const text = isOwn ? textOf(own, depth + 1) : value === undefined || value === 'unset' ? unknown : value.text;
    texts.set(name, text);
    return text;
  };
  return (word) => textOf(word, 0);
}
