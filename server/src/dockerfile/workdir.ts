// Where the commands of a stage run, and what relative paths count from.
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { settingsOf, valueIn } from './settings';
import type { Stage } from './stages';

export interface WorkingDirectory {
  /** Without a slash at the end, the root's own aside. */
  readonly path: string;
  /** The path counts from the folder of the base image, which the file does not say. */
  readonly isBelowBase: boolean;
}

/** What a file system takes. */
const MAX_LENGTH = 4_096;
/** Behind each WORKDIR of a stage, by their order; the first is that of the base. */
interface Known {
  readonly steps: readonly number[];
  readonly after: readonly (WorkingDirectory | undefined)[];
}

/** At the end of a stage, or before one of its steps. Undefined where a variable decides. */
export function workingDirectory(stage: Stage, before = stage.steps.length): WorkingDirectory | undefined {
  const { steps, after } = directoriesOf(stage);
  return after[countBelow(steps, before)];
}

const directoriesOf = once((stage: Stage): Known => {
  const own = settingsOf(stage, 'WORKDIR').toReversed();
  const isScratch = stage.base.kind === 'scratch';
  let current: WorkingDirectory | undefined = { path: '/', isBelowBase: !isScratch };
  const steps: number[] = [];
  const after = [current as WorkingDirectory | undefined];
  for (const setting of own) {
    const [word] = setting.instruction.args;
    const folder = word && valueIn(setting, word)?.text;
    current = folder === undefined ? undefined : joined(current, folder);
    if (setting.stage !== stage) after[0] = current;
    else {
      steps.push(setting.index);
      after.push(current);
    }
  }
  return { steps, after };
});

function joined(from: WorkingDirectory | undefined, folder: string): WorkingDirectory | undefined {
  if (folder.startsWith('/')) return { path: normalPath(folder), isBelowBase: false };
  if (!from || from.path.length + folder.length > MAX_LENGTH) return undefined;
  return { path: normalPath(`${from.path}/${folder}`), isBelowBase: from.isBelowBase };
}

/** As above, where the path is known from the root on. */
export function workdirAt(stage: Stage, before?: number): string | undefined {
  const directory = workingDirectory(stage, before);
  return directory?.isBelowBase ? undefined : directory?.path;
}

/** What may have to be taken out: most paths have nothing of it. */
const NOT_NORMAL = /^[^/]|\/(?:[/.]|$)/;

/** An absolute path without `.`, `..` and doubled slashes. */
export function normalPath(path: string): string {
  if (path !== '' && !NOT_NORMAL.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A path as it is at a step; folders of base images that nobody wrote down count as the root. */
export function pathAt(stage: Stage, before: number, path: string): string | undefined {
  if (path.startsWith('/')) return normalPath(path);
  const folder = workingDirectory(stage, before);
  return folder && normalPath(`${folder.path}/${path}`);
}
