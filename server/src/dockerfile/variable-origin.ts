// Which instruction gave a variable the value that it has at a step.
import { lineage, rootBase, type Stage } from './stages';
import type { Instruction } from './syntax';
import { assignmentsOf } from './variables';

export type VariableOrigin =
  /** `stage` is this one, or one that it is built on; `step` the index in it, of an ONBUILD too. */
  | { readonly kind: 'ENV'; readonly stage: Stage; readonly step: number }
  /** `takesGlobal`: it has no default of its own, and there is one before the first FROM. */
  | { readonly kind: 'ARG'; readonly stage: Stage; readonly step: number; readonly takesGlobal: boolean }
  /** Nothing in the file sets it; what the base image says is not known. */
  | { readonly kind: 'base' }
  | { readonly kind: 'nothing' };

type Setter = Extract<VariableOrigin, { step: number }> & { readonly hasValue: boolean };

/** At a step: what the steps before it made of it. The last one counts; of a stage below, ENV counts more than ARG. */
export function variableOrigin(stage: Stage, before: number, name: string): VariableOrigin {
  let declared: VariableOrigin | undefined;
  for (const ancestor of lineage(stage)) {
    const isOwn = ancestor === stage;
    const setters = settersOf(ancestor, isOwn ? before : ancestor.steps.length, name);
    const valued = setters.filter(({ hasValue }) => hasValue);
    const found = (isOwn ? undefined : valued.find(({ kind }) => kind === 'ENV')) ?? valued[0];
    if (found) return found;
    declared ??= setters[0];
  }
  return declared ?? { kind: rootBase(stage).kind === 'scratch' ? 'nothing' : 'base' };
}

/** The last first; what ONBUILD of the base leaves comes before all own steps. */
function settersOf(stage: Stage, before: number, name: string): Setter[] {
  const { steps, base, globals } = stage;
  const found: Setter[] = [];
  const look = (owner: Stage, step: number, instruction: Instruction | undefined): void => {
    const own = instruction && assignmentsOf(instruction).findLast((assignment) => assignment.name.text === name);
    if (!own) return;
    if (instruction.name === 'ENV') found.push({ kind: 'ENV', stage: owner, step, hasValue: true });
    else {
      const takesGlobal = own.value === undefined && globals.lookup(name) !== 'unset';
      found.push({ kind: 'ARG', stage: owner, step, takesGlobal, hasValue: own.value !== undefined || takesGlobal });
    }
  };
  for (let i = before - 1; i >= 0; i--) look(stage, i, steps[i]?.instruction);
  if (base.kind !== 'stage') return found;
  const below = base.stage;
  for (let i = below.steps.length - 1; i >= 0; i--) look(below, i, below.steps[i]?.instruction.trigger);
  return found;
}
