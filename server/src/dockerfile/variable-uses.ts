// Where a variable of a stage is used.
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { commandsAt } from './commands';
import type { Stage, Step } from './stages';
import { assignmentsOf } from './variables';

/** Indexes of steps, rising, by the name of a variable. */
type Places = ReadonlyMap<string, readonly number[]>;

interface StagePlaces {
  readonly used: Places;
  /** By ENV. */
  readonly set: Places;
  /** By ARG. */
  readonly declared: Places;
}

/** The steps behind the one that sets a variable which name it, up to where it is set again. */
export function usesOf(stage: Stage, index: number, name: string): Step[] {
  const places = placesOf(stage);
  const isArgument = stage.steps[index]?.instruction.name === 'ARG';
  const nextSet = nextBehind(places.set.get(name), index) ?? stage.steps.length;
  const nextDeclared = isArgument ? nextBehind(places.declared.get(name), index) : undefined;
  const end = Math.min(nextSet, nextDeclared ?? nextSet);
  const used = places.used.get(name) ?? [];
  const uses: Step[] = [];
  for (let i = countBelow(used, index + 1); (used[i] ?? Number.POSITIVE_INFINITY) <= end; i++) {
    const step = stage.steps[used[i] ?? 0];
    if (step) uses.push(step);
  }
  return uses;
}

const nextBehind = (indexes: readonly number[] | undefined, index: number): number | undefined =>
  indexes?.[countBelow(indexes, index + 1)];

const placesOf = once((stage: Stage): StagePlaces => {
  const used = new Map<string, number[]>();
  const set = new Map<string, number[]>();
  const declared = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, name: string, index: number): void => {
    const indexes = map.get(name);
    if (!indexes) map.set(name, [index]);
    else if (indexes.at(-1) !== index) indexes.push(index);
  };
  for (const [index, step] of stage.steps.entries()) {
    for (const name of variablesNamed(stage, index, step)) add(used, name, index);
    const places = step.instruction.name === 'ENV' ? set : step.instruction.name === 'ARG' ? declared : undefined;
    if (places) for (const { name } of assignmentsOf(step.instruction)) add(places, name.text, index);
  }
  return { used, set, declared };
});

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
