// The folder of oracles and corpora beside the checkout. Tests that need it are skipped, by name, where it is not there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(process.cwd(), '..', 'shared');

export const hasShared = existsSync(join(ROOT, 'oracle'));
/** An option for `test` and `describe`: the reason to skip, or false. */
export const needsShared = hasShared ? false : 'the shared folder with oracles and corpora is not beside this checkout';

export const sharedPath = (...parts: string[]): string => join(ROOT, ...parts);
export const readShared = (...parts: string[]): string => readFileSync(sharedPath(...parts), 'utf8');

/** The rows of a file of JSON lines. */
export function sharedRows(...parts: string[]): unknown[] {
  return readShared(...parts)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
