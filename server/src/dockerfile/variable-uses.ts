// Where a variable of a stage is used.
import { commandsAt } from './commands';
import type { Stage, Step } from './stages';
import { assignmentsOf } from './variables';

interface Places {
  /** Indexes of the steps that name a variable, by its name. */
  readonly used: ReadonlyMap<string, readonly number[]>;
  /** Indexes of the steps that set it by ENV. */
  readonly set: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<Stage, Places>();

/** The steps behind the one that sets a variable which name it, up to where it is set again. */
export function usesOf(stage: Stage, index: number, name: string): Step[] {
  let places = known.get(stage);
  if (!places) {
    places = placesOf(stage);
    known.set(stage, places);
  }
  const set = places.set.get(name) ?? [];
  const used = places.used.get(name) ?? [];
  const end = set[countUpTo(set, index)] ?? stage.steps.length;
  return used.slice(countUpTo(used, index), countUpTo(used, end)).flatMap((step) => stage.steps[step] ?? []);
}

/** How many of some numbers in order are not above a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placesOf(stage: Stage): Places {
  const used = new Map<string, number[]>();
  const set = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, name: string, index: number): void => {
    const indexes = map.get(name);
    if (!indexes) map.set(name, [index]);
    else if (indexes.at(-1) !== index) indexes.push(index);
  };
  for (const [index, step] of stage.steps.entries()) {
    for (const name of variablesNamed(stage, index, step)) add(used, name, index);
    if (step.instruction.name !== 'ENV') continue;
    for (const { name } of assignmentsOf(step.instruction)) add(set, name.text, index);
  }
  return { used, set };
}

/** Variables that a step names: as its script says, or wherever a `$` stands before a name. */
function variablesNamed(stage: Stage, index: number, { instruction }: Step): Set<string> {
  const commands = commandsAt(stage, index);
  const names = new Set<string>();
  for (const script of new Set(commands.map((command) => command.script))) {
    for (const name of script.variables) names.add(name);
  }
  if (commands.length > 0 && instruction.heredocs.length === 0) return names;
  const { args, flags, heredocs } = instruction;
  for (const text of [
    ...args.map((word) => word.text),
    ...flags.map((word) => word.text),
    ...heredocs.map((body) => body.content),
  ]) {
    for (const [, name = ''] of text.matchAll(/\$\{?(\w+)/g)) names.add(name);
  }
  return names;
}
