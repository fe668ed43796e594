// Where this machine's Chromium is, and how to get one: the visible workbench is driven in it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** @returns {string | undefined} the executable: CHROMIUM's, or one on the PATH */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...found, ...places].find((path) => path && existsSync(path));
}

export const isRoot = process.getuid?.() === 0;
export const isCI = /^(1|true)$/i.test(process.env.CI ?? '');

/** Whether a part that a test needs must be there: it was ours to install. */
export const isComplete = isRoot || isCI;

export const installChromium = aptInstall('chromium');
