// What the RUNs of a stage ask of package managers, each with its place: one reading that all rules on packages share.
import type { PackageManager } from '../shell/package-managers';
import { PACKAGE_PROGRAMS } from '../shell/package-managers';
import { type PackageCommand, packageCommandOf } from '../shell/packages';
import { once } from '../text/once';
import { commandsNamed, type StepCommand } from './commands';
import type { Stage } from './stages';

export interface PackageStep extends PackageCommand {
  readonly at: StepCommand;
}

const NONE: readonly PackageStep[] = [];

/** In the order of the file. Costs next to nothing where a stage runs no such manager. */
export const packageStepsOf = (stage: Stage, manager: PackageManager): readonly PackageStep[] =>
  stepsByManager(stage).get(manager) ?? NONE;

/** Of those managers alone that the stage runs. */
export const stepsByManager = once((stage: Stage): ReadonlyMap<PackageManager, readonly PackageStep[]> => {
  const steps = new Map<PackageManager, PackageStep[]>();
  for (const at of commandsNamed(stage, PACKAGE_PROGRAMS)) {
    const read = at.instruction.name === 'RUN' ? packageCommandOf(at.command) : undefined;
    if (!read) continue;
    const own = steps.get(read.manager);
    if (own) own.push({ ...read, at });
    else steps.set(read.manager, [{ ...read, at }]);
  }
  return steps;
});
