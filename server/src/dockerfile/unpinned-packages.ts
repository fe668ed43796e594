// Installations that leave the version of a package to the day of the build.
import type { PackageManager } from '../shell/package-managers';
import type { InstalledPackage } from '../shell/packages';
import { type PackageStep, packageStepsOf } from './package-commands';
import type { Stage } from './stages';

export interface Unpinned {
  readonly step: PackageStep;
  /** Never empty. */
  readonly first: InstalledPackage;
  readonly count: number;
}

/** One for each command, with those of its packages that are not pinned. */
export function* unpinnedPackages(
  stage: Stage,
  manager: PackageManager,
  isPinned: (each: InstalledPackage, step: PackageStep) => boolean,
): Iterable<Unpinned> {
  for (const step of packageStepsOf(stage, manager)) {
    if (step.verb !== 'install') continue;
    let first: InstalledPackage | undefined;
    let count = 0;
    for (const each of step.packages) {
      if (each.source === 'file' || each.source === 'unknown' || isPinned(each, step)) continue;
      first ??= each;
      count++;
    }
    if (first) yield { step, first, count };
  }
}

export const shortened = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

/** `'curl' and 2 more have no version`. */
export function shownUnpinned({ first, count }: Unpinned): string {
  const name = shortened(first.name);
  return count === 1 ? `'${name}' has no version` : `'${name}' and ${count - 1} more have no version`;
}
