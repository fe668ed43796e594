// Which instruction gave a variable the value that it has at a step.
import { lineage, rootBase, type Stage } from './stages';
import type { Instruction } from './syntax';
import { type Assignment, assignmentsOf } from './variables';

export type VariableOrigin =
  /** `stage` is this one, or one that it is built on; `step` the index in it. */
  | { readonly kind: 'ENV'; readonly stage: Stage; readonly step: number }
  /** `takesGlobal`: it has no default of its own, and there is one before the first FROM. */
  | { readonly kind: 'ARG'; readonly stage: Stage; readonly step: number; readonly takesGlobal: boolean }
  /** Nothing in the file sets it; what the base image says is not known. */
  | { readonly kind: 'base' }
  | { readonly kind: 'nothing' };

/** At a step: what the steps before it made of it. An ENV counts more than an ARG, a later one more than an earlier one. */
export function variableOrigin(stage: Stage, before: number, name: string): VariableOrigin {
  for (const ancestor of lineage(stage)) {
    const step = lastAssigning(ancestor, ancestor === stage ? before : ancestor.steps.length, 'ENV', name);
    if (step !== undefined) return { kind: 'ENV', stage: ancestor, step };
  }
  const step = lastAssigning(stage, before, 'ARG', name);
  if (step !== undefined) {
    const own = assignmentOf(stage.steps[step]?.instruction, name);
    const takesGlobal = own?.value === undefined && stage.globals.lookup(name) !== 'unset';
    return { kind: 'ARG', stage, step, takesGlobal };
  }
  return { kind: rootBase(stage).kind === 'scratch' ? 'nothing' : 'base' };
}

const assignmentOf = (instruction: Instruction | undefined, name: string): Assignment | undefined =>
  instruction && assignmentsOf(instruction).findLast((assignment) => assignment.name.text === name);

function lastAssigning(stage: Stage, before: number, keyword: 'ENV' | 'ARG', name: string): number | undefined {
  for (let i = before - 1; i >= 0; i--) {
    const instruction = stage.steps[i]?.instruction;
    if (instruction?.name === keyword && assignmentOf(instruction, name)) return i;
  }
  return undefined;
}
