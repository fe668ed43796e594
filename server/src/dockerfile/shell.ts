// Which shell runs what is in shell form.
import { isShell } from '../shell/nested';
import { rootBase, type Stage } from './stages';
import { MAX_LINEAGE } from './variables';

const WINDOWS_IMAGE = /windows|nanoserver|servercore/i;

/** Indexes of the steps that set the shell. */
const shellSteps = new WeakMap<Stage, readonly number[]>();

function shellStepsOf(stage: Stage): readonly number[] {
  let steps = shellSteps.get(stage);
  if (!steps) {
    steps = stage.steps.flatMap(({ instruction }, index) => (instruction.name === 'SHELL' ? [index] : []));
    shellSteps.set(stage, steps);
  }
  return steps;
}

/** The last of some numbers in order that is below a limit. */
function lastBelow(numbers: readonly number[], limit: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return numbers[low - 1];
}

/** Whether a POSIX shell runs shell form at a step: by SHELL, inherited too, else by the system of the base image. */
export function isPosixShell(stage: Stage, index: number): boolean {
  let from = stage;
  let before = index;
  for (let i = 0; i < MAX_LINEAGE; i++) {
    const set = lastBelow(shellStepsOf(from), before);
    const shell = set === undefined ? undefined : from.steps[set];
    if (shell) return isShell(shell.instruction.args[0]?.text.split('/').at(-1)?.toLowerCase());
    if (from.base.kind !== 'stage') break;
    from = from.base.stage;
    before = from.steps.length;
  }
  const base = rootBase(stage);
  return !(base.kind === 'image' && WINDOWS_IMAGE.test(base.reference.text)) && stage.globals.escape !== '`';
}
