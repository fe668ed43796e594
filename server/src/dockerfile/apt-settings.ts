// What configuration files say to apt, as far as the Dockerfile writes them.
import { aptConfSettings } from '../shell/apt-conf';
import { isOff, isOn } from '../shell/weakness';
import { copiesOf } from './copies';
import { inherited } from './inherited-facts';
import type { Stage } from './stages';
import { writtenFilesOf } from './written-files';

export interface AptSettings {
  /** Recommended packages are left out. */
  readonly leavesRecommended: boolean;
  /** Questions are answered with yes. */
  readonly assumesYes: boolean;
}

const KEPT: AptSettings = { leavesRecommended: false, assumesYes: false };
const UNKNOWN: AptSettings = { leavesRecommended: true, assumesYes: true };

/** Files that are copied in may say anything. */
export const aptSettings: (stage: Stage) => AptSettings = inherited((stage, base = KEPT) => {
  const isCopied = copiesOf(stage).some(
    ({ path }) => path !== undefined && /^\/etc\/apt(?:\/apt\.conf.*)?$/.test(path),
  );
  if (isCopied || isNamed(stage, 'APT_CONFIG')) return UNKNOWN;
  let { leavesRecommended, assumesYes } = base;
  for (const file of writtenFilesOf(stage)) {
    if (!/(?:^|\/)apt\.conf(?:$|\.d\/)/.test(file.path)) continue;
    for (const { key, value } of aptConfSettings(file.lines.map(({ text }) => text.replace(/^["']|["']$/g, '')))) {
      leavesRecommended ||= /^apt::install-recommends$/i.test(key) && isOff(value);
      assumesYes ||= /^apt::get::assume-yes$/i.test(key) && isOn(value);
    }
  }
  return { leavesRecommended, assumesYes };
});

function isNamed(stage: Stage, name: string): boolean {
  const value = stage.variables.at(stage.steps.length)(name);
  return value !== undefined && value !== 'unset';
}
