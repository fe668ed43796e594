// The text of a shell word with variables put in: those the script itself sets, else those of the Dockerfile.
import type { ShellScript, ShellWord } from '../shell/command';
import type { StepCommand } from './commands';
import type { Stage } from './stages';

/** A variable of unknown value stands as `${NAME}`, anything else that is unknown as U+FFFD. */
export type ScriptText = (word: ShellWord) => string;

type Assigned = ReadonlyMap<string, ShellWord | undefined>;
const MAX_DEPTH = 4;
const MAX_TEXT = 4096;
const known = new WeakMap<ShellScript, Assigned>();

/** What a script sets once; undefined for what it sets in several ways. */
function assignedIn(script: ShellScript): Assigned {
  let assigned = known.get(script);
  if (!assigned) {
    const values = new Map<string, ShellWord | undefined>();
    for (const { assignments, name } of script.commands) {
      if (name) continue;
      for (const each of assignments) values.set(each.name, values.has(each.name) ? undefined : each.value);
    }
    assigned = values;
    known.set(script, assigned);
  }
  return assigned;
}

export function scriptTextOf(stage: Stage, { script, index }: StepCommand): ScriptText {
  const assigned = assignedIn(script);
  const lookup = stage.variables.at(index);
  const textOf = (word: ShellWord, depth: number): string =>
    word.pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        if (piece === undefined) return '\ufffd';
        const own = assigned.get(piece.variable);
        if (own && depth < MAX_DEPTH) return textOf(own, depth + 1);
        const value = assigned.has(piece.variable) ? undefined : lookup(piece.variable);
        return value === undefined || value === 'unset' ? `\${${piece.variable}}` : value.text;
      })
      .join('')
      .slice(0, MAX_TEXT);
  return (word) => word.value ?? textOf(word, 0);
}
