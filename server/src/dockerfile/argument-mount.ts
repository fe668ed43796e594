// An ARG that holds a secret, turned into a secret mount of the RUNs that use it.
import { shiftEdit, type TextEdit } from '../text/edit';
import { removeAssignment } from './assignment-edits';
import type { Dockerfile } from './model';
import { secretMounts } from './secret-mount';
import type { Stage, Step } from './stages';
import type { PlacedInstruction } from './syntax';
import { usesOf } from './variable-uses';
import { assignmentsOf } from './variables';

/** What a container runs: the value is given to it then. */
const AT_RUN_TIME: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/**
 * ARG out, an ENV that only passes it on out, mounts in. Undefined where something else uses it, or nothing does that can be
 * seen.
 */
export function stageArgumentToMount(stage: Stage, index: number, i: number): TextEdit[] | undefined {
  const step = stage.steps[index];
  const assignments = step ? assignmentsOf(step.instruction) : [];
  const name = assignments[i]?.name.text ?? '';
  const uses = usesOf(stage, index, name);
  if (!step || uses.length === 0) return undefined;
  const removal = removeAssignment(step, assignments, i);
  const passing = uses.find(({ instruction }) => instruction.name === 'ENV');
  const passed = passing ? assignmentsOf(passing.instruction) : [];
  const own = passed.findIndex((assignment) => assignment.name.text === name && isReference(assignment.value?.text));
  if (!passing || own < 0) return withMounts(removal, name, uses);
  const rest = `${passing.instruction.text.slice(0, passed[own]?.name.start)}${passing.instruction.text.slice(passed[own]?.value?.end)}`;
  const later = usesOf(stage, stage.steps.indexOf(passing), name).filter(
    ({ instruction }) => !AT_RUN_TIME.has(instruction.name),
  );
  const others = [...uses.filter((use) => use !== passing), ...later];
  if (rest.includes(name)) return undefined;
  return withMounts([...removal, ...removeAssignment(passing, passed, own)], name, others);
}

const isReference = (text: string | undefined): boolean => /^"?\$(?:\w+|\{\w+\})"?$/.test(text ?? '');

function withMounts(removal: readonly TextEdit[], name: string, uses: readonly Step[]): TextEdit[] | undefined {
  const mounts = uses.length === 0 ? [] : secretMounts(name, uses);
  return mounts && [...removal, ...mounts];
}

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
