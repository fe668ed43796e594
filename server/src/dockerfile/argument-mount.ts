// An ARG that holds a secret, turned into a secret mount of the RUNs that use it.
import { shiftEdit, type TextEdit } from '../text/edit';
import { removeAssignment } from './assignment-edits';
import type { Dockerfile } from './model';
import { secretMounts } from './secret-mount';
import type { Stage, Step } from './stages';
import type { PlacedInstruction } from './syntax';
import { usesOf } from './variable-uses';
import { assignmentsOf } from './variables';

/** ARG out, mounts in. Undefined where something else than RUN uses it, or nothing does that can be seen. */
export function stageArgumentToMount(stage: Stage, index: number, i: number): TextEdit[] | undefined {
  const step = stage.steps[index];
  const assignments = step ? assignmentsOf(step.instruction) : [];
  const name = assignments[i]?.name.text ?? '';
  const isNamedOften = stage.steps.some(
    ({ instruction }) => instruction.name === 'ARG' && instruction !== step?.instruction && declares(instruction, name),
  );
  const mounts = isNamedOften ? undefined : secretMounts(name, usesOf(stage, index, name));
  return step && mounts && [...removeAssignment(step, assignments, i), ...mounts];
}

const declares = (instruction: Step['instruction'], name: string): boolean =>
  assignmentsOf(instruction).some((assignment) => assignment.name.text === name);

/** The ARG before the first FROM out, with those of the stages that take their value from it. Undefined as above. */
export function globalArgumentToMount(file: Dockerfile, step: PlacedInstruction, i: number): TextEdit[] | undefined {
  const assignments = assignmentsOf(step.instruction);
  const name = assignments[i]?.name.text ?? '';
  const named = new RegExp(`\\$\\{?${name}\\b`);
  const froms = file.stages.flatMap(({ stage }) => stage.steps[0]?.instruction.text ?? []);
  const others = file.preamble.map(({ instruction }) => instruction.text);
  if (!/^\w+$/.test(name) || [...froms, ...others].some((text) => named.test(text))) return undefined;
  const edits = removeAssignment(step, assignments, i);
  let isUsed = false;
  for (const { line, stage } of file.stages) {
    for (const [index, { instruction }] of stage.steps.entries()) {
      if (instruction.name !== 'ARG') continue;
      const own = assignmentsOf(instruction).findIndex((assignment) => assignment.name.text === name);
      if (own < 0) continue;
      const inStage = stageArgumentToMount(stage, index, own);
      if (!inStage) return undefined;
      isUsed = true;
      edits.push(...inStage.map((edit) => shiftEdit(edit, line)));
    }
  }
  return isUsed ? edits : undefined;
}
