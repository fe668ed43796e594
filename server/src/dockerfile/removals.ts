// What the RUNs of a stage delete, and the variables that they set themselves: looked up by step, read once.
import type { ShellWord } from '../shell/command';
import { removedFiles, removes } from '../shell/removed-files';
import { commandsAt } from './commands';
import { oncePerStep } from './once-per-step';
import type { Stage } from './stages';

/** No person deletes more in one step. */
const MAX_REMOVED = 200;

interface StepFacts {
  readonly removed: readonly ShellWord[];
  readonly set: ReadonlySet<string>;
}

const factsAt: (stage: Stage, index: number) => StepFacts = oncePerStep((stage, index) => {
  const removed: ShellWord[] = [];
  const set = new Set<string>();
  for (const { command } of commandsAt(stage, index)) {
    if (removed.length < MAX_REMOVED) for (const word of removedFiles(command)) removed.push(word);
    for (const { name } of command.assignments) set.add(name);
    if (command.program !== 'export' && command.program !== 'read') continue;
    for (const { text } of command.args) {
      const [name] = /^\w+/.exec(text) ?? [];
      if (name !== undefined && (command.program === 'read' || text !== name)) set.add(name);
    }
  }
  return { removed, set };
});

/** Whether a step deletes a file, spelt in one of these ways. */
export const removesInStep = (stage: Stage, index: number, ...paths: readonly string[]): boolean =>
  factsAt(stage, index).removed.some((word) => paths.some((path) => removes(word, path)));

export const setsVariable = (stage: Stage, index: number, name: string): boolean => factsAt(stage, index).set.has(name);
