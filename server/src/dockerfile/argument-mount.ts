// An ARG that holds a secret, turned into a secret mount of the RUNs that use it.
import { shiftEdit, type TextEdit } from '../text/edit';
import { once } from '../text/once';
import { removeAssignment } from './assignment-edits';
import type { Dockerfile } from './model';
import { secretMounts } from './secret-mount';
import { secretUses } from './secret-uses';
import { indexOfStep, type PlacedStage, type Stage, type Step } from './stages';
import type { PlacedInstruction } from './syntax';
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
  const uses = secretUses(stage, index, name);
  if (!step || uses.length === 0) return undefined;
  const removal = removeAssignment(step, assignments, i);
  const passing = uses.find(({ instruction }) => instruction.name === 'ENV');
  const passed = passing ? assignmentsOf(passing.instruction) : [];
  const own = passed.findIndex((assignment) => assignment.name.text === name && isReference(assignment.value?.text));
  if (!passing || own < 0) return withMounts(stage, removal, name, uses);
  const rest = `${passing.instruction.text.slice(0, passed[own]?.name.start)}${passing.instruction.text.slice(passed[own]?.value?.end)}`;
  const later = secretUses(stage, indexOfStep(stage, passing), name).filter(
    ({ instruction }) => !AT_RUN_TIME.has(instruction.name),
  );
  const others = [...uses.filter((use) => use !== passing), ...later];
  if (rest.includes(name)) return undefined;
  return withMounts(stage, [...removal, ...removeAssignment(passing, passed, own)], name, others);
}

const isReference = (text: string | undefined): boolean => /^"?\$(?:\w+|\{\w+\})"?$/.test(text ?? '');

function withMounts(
  stage: Stage,
  removal: readonly TextEdit[],
  name: string,
  uses: readonly Step[],
): TextEdit[] | undefined {
  const mounts = uses.length === 0 ? [] : secretMounts(stage, name, uses);
  return mounts && [...removal, ...mounts];
}

/** The ARG before the first FROM out, with those of the stages that take their value from it. Undefined as above. */
export function globalArgumentToMount(file: Dockerfile, step: PlacedInstruction, i: number): TextEdit[] | undefined {
  const assignments = assignmentsOf(step.instruction);
  const name = assignments[i]?.name.text ?? '';
  const { named, taken } = globalUsesOf(file);
  if (!/^\w+$/.test(name) || named.has(name)) return undefined;
  const edits = removeAssignment(step, assignments, i);
  const uses = taken.get(name) ?? [];
  for (const { placed, index, own } of uses) {
    const inStage = stageArgumentToMount(placed.stage, index, own);
    if (!inStage) return undefined;
    for (const edit of inStage) edits.push(shiftEdit(edit, placed.line));
  }
  return uses.length > 0 ? edits : undefined;
}

interface GlobalUses {
  /** Variables that a FROM or another global ARG names. */
  readonly named: ReadonlySet<string>;
  /** The first in each ARG of a stage, by its name. */
  readonly taken: ReadonlyMap<string, readonly { placed: PlacedStage; index: number; own: number }[]>;
}

const globalUsesOf = once((file: Dockerfile): GlobalUses => readGlobalUses(file));

function readGlobalUses({ stages, preamble }: Dockerfile): GlobalUses {
  const named = new Set<string>();
  const taken = new Map<string, { placed: PlacedStage; index: number; own: number }[]>();
  const froms = stages.flatMap(({ stage }) => stage.steps[0]?.instruction.text ?? []);
  for (const text of [...froms, ...preamble.map(({ instruction }) => instruction.text)])
    for (const [, name = ''] of text.matchAll(/\$\{?(\w+)/g)) named.add(name);
  for (const placed of stages) {
    for (const [index, { instruction }] of placed.stage.steps.entries()) {
      if (instruction.name !== 'ARG') continue;
      for (const [own, { name }] of assignmentsOf(instruction).entries()) {
        const places = taken.get(name.text);
        if (!places) taken.set(name.text, [{ placed, index, own }]);
        else if (places.at(-1)?.placed !== placed || places.at(-1)?.index !== index)
          places.push({ placed, index, own });
      }
    }
  }
  return { named, taken };
}
