// Where this machine's Neovim is, and how to get one: a test attaches the server to it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns {string | undefined} */
export function findNeovim() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'nvim')).find((path) => existsSync(path));
}

export const installNeovim = [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'neovim'],
];
