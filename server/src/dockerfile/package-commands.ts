// What the RUNs of a stage ask of package managers, each with its place: one reading that all rules on packages share.

import type { PackageManager } from '../shell/package-managers';
import { PACKAGE_PROGRAMS } from '../shell/package-managers';
import { type PackageCommand, packageCommandOf } from '../shell/packages';
import { Kept } from '../text/kept';
import { commandsNamed, type StepCommand } from './commands';
import type { Stage } from './stages';

export interface PackageStep extends PackageCommand {
  readonly at: StepCommand;
}

const NONE: readonly PackageStep[] = [];
const known = new Kept<Stage, ReadonlyMap<PackageManager, readonly PackageStep[]>>();

/** In the order of the file. Costs next to nothing where a stage runs no such manager. */
export function packageStepsOf(stage: Stage, manager: PackageManager): readonly PackageStep[] {
  let steps = known.get(stage);
  if (!steps) {
    steps = readSteps(stage);
    known.set(stage, steps);
  }
  return steps.get(manager) ?? NONE;
}

function readSteps(stage: Stage): ReadonlyMap<PackageManager, readonly PackageStep[]> {
  const steps = new Map<PackageManager, PackageStep[]>();
  for (const at of commandsNamed(stage, PACKAGE_PROGRAMS)) {
    const read = at.instruction.name === 'RUN' ? packageCommandOf(at.command) : undefined;
    if (!read) continue;
    const own = steps.get(read.manager);
    if (own) own.push({ ...read, at });
    else steps.set(read.manager, [{ ...read, at }]);
  }
  return steps;
}
