// ARG and ENV: what a variable is worth at a place. Computed once for a stage, linear in it.
// Source: the Dockerfile reference, "Scope" and "Predefined ARGs"; BuildKit, frontend/dockerfile/dockerfile2llb.
import { once } from '../text/once';
import { countWhile } from '../text/rising';
import { expandWord, type Lookup, type Value } from './expand';
import type { Instruction, PlacedInstruction, Word } from './syntax';

/** Set by BuildKit in the scope of FROM, and where an ARG of a stage names them. Their values depend on the build. */
const PLATFORM_ARGUMENTS: ReadonlySet<string> = new Set(
  ['BUILD', 'TARGET'].flatMap((side) =>
    ['PLATFORM', 'OS', 'ARCH', 'VARIANT', 'OSVERSION', 'STAGE'].map((part) => side + part),
  ),
);

export const isPlatformArgument = (name: string): boolean => PLATFORM_ARGUMENTS.has(name);

/** One variable of an ARG or ENV instruction. */
export interface Assignment {
  readonly name: Word;
  /** Undefined for an ARG without default. */
  readonly value?: Word;
}

const NONE: readonly Assignment[] = [];
const assigned = once((instruction: Instruction): readonly Assignment[] =>
  instruction.name === 'ARG' ? instruction.args.map(argument) : pairs(instruction),
);

/** What an ENV or ARG instruction sets; nothing for other instructions. */
export const assignmentsOf = (instruction: Instruction): readonly Assignment[] =>
  setsVariables(instruction) ? assigned(instruction) : NONE;

/** The parser leaves a name, a value and a separator of each variable. */
function pairs({ args }: Instruction): Assignment[] {
  const assignments: Assignment[] = [];
  for (let i = 0; i + 1 < args.length; i += 3) {
    const [key, value] = [args[i], args[i + 1]];
    if (key && value) assignments.push({ name: key, value });
  }
  return assignments;
}

function argument(word: Word): Assignment {
  const sign = word.text.indexOf('=');
  if (sign < 0) return { name: word };
  return {
    name: { text: word.text.slice(0, sign), start: word.start, end: word.start + sign },
    value: { text: word.text.slice(sign + 1), start: word.start + sign + 1, end: word.end },
  };
}

/** The ARGs before the first FROM. */
export interface Globals {
  readonly escape: string;
  readonly instructions: readonly Instruction[];
  readonly lookup: Lookup;
}

export function globalsOf(placed: readonly PlacedInstruction[], escape: string): Globals {
  const instructions: Instruction[] = [];
  for (const { instruction } of placed) if (instruction.name === 'ARG') instructions.push(instruction);
  const values = new Map<string, Value | undefined>();
  const lookup: Lookup = (name) =>
    values.has(name) ? values.get(name) : PLATFORM_ARGUMENTS.has(name) ? undefined : 'unset';
  for (const instruction of instructions) {
    for (const { name, value } of assignmentsOf(instruction))
      values.set(name.text, value && asDefault(expandWord(value.text, escape, lookup)));
  }
  return { escape, instructions, lookup };
}

const asDefault = (value: Value | undefined): Value | undefined => value && { text: value.text, isDefault: true };

type Found = Value | undefined | 'unset';

interface Binding {
  /** Index of the step behind which the variable has this value; below 0 for what ONBUILD of the base sets. */
  readonly step: number;
  readonly value: Value | undefined;
}

/** How many stages up a variable is looked for. Beyond is unknown: no file of a person is built so. */
export const MAX_LINEAGE = 500;

/** The variables of one stage. */
export interface Variables {
  /** The value at a step: what the steps before it made of it. */
  at(step: number): Lookup;
  /** What the stage leaves to those built on it, ENV before ARG; null where it sets no such variable. */
  own(name: string): Value | undefined | null;
  /** Those of the local stage it is built on, else what is known of the ENV of its base image. */
  readonly base: Variables | Lookup;
}

function inherited(base: Variables | Lookup, name: string): Found {
  let from = base;
  for (let i = 0; i < MAX_LINEAGE; i++) {
    if (typeof from === 'function') return from(name);
    const value = from.own(name);
    if (value !== null) return value;
    from = from.base;
  }
  return undefined;
}

/**
 * `delayed` are what ONBUILD of the base leaves: they come before the first step. What is set last counts, by ARG or ENV; of
 * an ARG without any value the one before it is left, as whoever builds may give another.
 */
export function variablesOf(
  steps: readonly { readonly instruction: Instruction }[],
  globals: Globals,
  base: Variables | Lookup,
  delayed: readonly Instruction[] = [],
): Variables {
  const bindings = new Map<string, Binding[]>();
  /** By ENV. */
  const left = new Map<string, Value | undefined>();
  const lookupIn =
    (step: number): Lookup =>
    (name) => {
      const known = bindings.get(name);
      const set = known && latest(known, step);
      return set ? set.value : inherited(base, name);
    };
  const run = (instruction: Instruction, step: number): void => {
    const lookup = lookupIn(step);
    const isEnvironment = instruction.name === 'ENV';
    for (const assignment of assignmentsOf(instruction)) {
      const { name } = assignment;
      const value = isEnvironment ? envValue(assignment, globals, lookup) : argValue(assignment, globals, lookup);
      const known = bindings.get(name.text);
      if (known) known.push({ step, value });
      else bindings.set(name.text, [{ step, value }]);
      if (isEnvironment) left.set(name.text, value);
    }
  };
  let step = -delayed.length;
  for (const instruction of delayed) {
    if (setsVariables(instruction)) run(instruction, step);
    step++;
  }
  for (const { instruction } of steps) {
    if (setsVariables(instruction)) run(instruction, step);
    step++;
  }
  const own: Variables['own'] = (name) => {
    if (left.has(name)) return left.get(name);
    const set = bindings.get(name)?.at(-1);
    return set ? set.value : null;
  };
  return { at: lookupIn, own, base };
}

export const setsVariables = ({ name }: Instruction): boolean => name === 'ENV' || name === 'ARG';

const envValue = ({ value }: Assignment, { escape }: Globals, lookup: Lookup): Value | undefined =>
  value && expandWord(value.text, escape, lookup);

/** An ARG without default takes the one of the ARG of that name before the first FROM. */
function argValue(assignment: Assignment, globals: Globals, lookup: Lookup): Value | undefined {
  if (assignment.value) return asDefault(envValue(assignment, globals, lookup));
  const outer = globals.lookup(assignment.name.text);
  if (outer !== 'unset' && outer !== undefined) return outer;
  const before = outer === 'unset' ? lookup(assignment.name.text) : undefined;
  return before === 'unset' ? undefined : asDefault(before);
}

/** The last binding before a step. An instruction sees its own earlier variables no more than other instructions do. */
function latest(bindings: readonly Binding[], step: number): Binding | undefined {
  const last = bindings[bindings.length - 1];
  if (last && last.step < step) return last;
  return bindings[countWhile(bindings, (binding) => binding.step < step) - 1];
}
