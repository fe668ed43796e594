// ARG and ENV: what a variable is worth at a place. Computed once for a stage, linear in it.
// Source: the Dockerfile reference, "Scope" and "Predefined ARGs"; BuildKit, frontend/dockerfile/dockerfile2llb.
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

/** What an ENV or ARG instruction sets; nothing for other instructions. */
export function assignmentsOf({ name, args }: Instruction): Assignment[] {
  if (name === 'ARG') return args.map(argument);
  const assignments: Assignment[] = [];
  if (name !== 'ENV') return assignments;
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
  const instructions = placed.map(({ instruction }) => instruction).filter(({ name }) => name === 'ARG');
  const values = new Map<string, Value | undefined>();
  const lookup: Lookup = (name) =>
    values.has(name) ? values.get(name) : PLATFORM_ARGUMENTS.has(name) ? undefined : 'unset';
  for (const { name, value } of instructions.flatMap(assignmentsOf)) {
    values.set(name.text, value && asDefault(expandWord(value.text, escape, lookup)));
  }
  return { escape, instructions, lookup };
}

const asDefault = (value: Value | undefined): Value | undefined => value && { text: value.text, isDefault: true };

type Found = Value | undefined | 'unset';

interface Binding {
  /** Index of the step behind which the variable has this value. */
  readonly step: number;
  readonly value: Value | undefined;
}

/** How many stages up a variable is looked for. Beyond is unknown: no file of a person is built so. */
export const MAX_LINEAGE = 500;

/** The variables of one stage. */
export interface Variables {
  /** The value at a step: what the steps before it made of it. */
  at(step: number): Lookup;
  /** What the stage's own ENV leaves at its end; null where it sets no such variable. */
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

export function variablesOf(
  steps: readonly { readonly instruction: Instruction }[],
  globals: Globals,
  base: Variables | Lookup,
): Variables {
  const environment = new Map<string, Binding[]>();
  const args = new Map<string, Binding[]>();
  const lookupIn =
    (step: number): Lookup =>
    (name) => {
      const set = latest(environment.get(name), step);
      if (set) return set.value;
      const above = inherited(base, name);
      const declared = latest(args.get(name), step);
      return declared && (above === 'unset' || above === undefined) ? declared.value : above;
    };
  for (const [step, { instruction }] of steps.entries()) {
    if (instruction.name !== 'ENV' && instruction.name !== 'ARG') continue;
    const isEnvironment = instruction.name === 'ENV';
    const table = isEnvironment ? environment : args;
    const lookup = lookupIn(step);
    for (const assignment of assignmentsOf(instruction)) {
      const value = isEnvironment ? envValue(assignment, globals, lookup) : argValue(assignment, globals, lookup);
      const bindings = table.get(assignment.name.text);
      if (bindings) bindings.push({ step, value });
      else table.set(assignment.name.text, [{ step, value }]);
    }
  }
  const own: Variables['own'] = (name) => {
    const set = environment.get(name)?.at(-1);
    return set ? set.value : null;
  };
  return { at: lookupIn, own, base };
}

const envValue = ({ value }: Assignment, { escape }: Globals, lookup: Lookup): Value | undefined =>
  value && expandWord(value.text, escape, lookup);

/** An ARG without default takes the one of the ARG of that name before the first FROM. */
function argValue(assignment: Assignment, globals: Globals, lookup: Lookup): Value | undefined {
  if (assignment.value) return asDefault(envValue(assignment, globals, lookup));
  const outer = globals.lookup(assignment.name.text);
  return outer === 'unset' ? undefined : outer;
}

/** The last binding before a step. An instruction sees its own earlier variables no more than other instructions do. */
function latest(bindings: readonly Binding[] | undefined, step: number): Binding | undefined {
  if (!bindings) return undefined;
  let low = 0;
  let high = bindings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bindings[middle]?.step ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  return bindings[low - 1];
}
