// What a container of a stage starts, and how its health is looked at.
import { type Setting, settingOf, settingsOf } from './settings';
import type { Stage } from './stages';
import { flagValues } from './validate/flags';
import { parseDuration } from './validate/numbers';

export interface Start {
  /** Undefined where the base image decides. */
  readonly entrypoint?: Setting;
  /** Undefined where the base image decides, or nothing is given to the entrypoint. */
  readonly command?: Setting;
}

/** ENTRYPOINT and CMD at a stage's end. ENTRYPOINT takes back the CMD of what the stage is built on. */
export function startOf(stage: Stage): Start {
  const entrypoint = settingOf(stage, 'ENTRYPOINT');
  const command = settingOf(stage, 'CMD');
  if (!entrypoint || !command || depthOf(stage, command) <= depthOf(stage, entrypoint)) return { entrypoint, command };
  return { entrypoint };
}

/** How many stages up an instruction stands. */
function depthOf(stage: Stage, { stage: own, instruction }: Setting): number {
  let depth = 0;
  for (const each of settingsOf(stage, 'FROM')) {
    if (each.stage === own)
      return each.stage.steps.some((step) => step.instruction.trigger === instruction) ? depth - 1 : depth;
    depth++;
  }
  return depth;
}

export type Healthcheck =
  | { readonly kind: 'command'; readonly by: Setting; readonly seconds: ReadonlyMap<string, number> }
  /** `HEALTHCHECK NONE` takes back what the base image has. */
  | { readonly kind: 'none'; readonly by: Setting };

const DURATIONS = ['interval', 'timeout', 'start-period', 'start-interval'];
const NANOSECONDS = 1e9;

/** The one in force at a stage's end, with its durations by the name of the flag. Undefined where the base image decides. */
export function healthcheckOf(stage: Stage): Healthcheck | undefined {
  const by = settingOf(stage, 'HEALTHCHECK');
  if (!by) return undefined;
  const { instruction } = by;
  if (instruction.args[0]?.text.toUpperCase() === 'NONE') return { kind: 'none', by };
  const seconds = new Map<string, number>();
  for (const name of DURATIONS) {
    const [flag] = flagValues(instruction, name);
    const duration = flag && parseDuration(flag.text);
    if (duration && 'value' in duration) seconds.set(name, Number(duration.value) / NANOSECONDS);
  }
  return { kind: 'command', by, seconds };
}
