// Where this machine's other editors are, and how to get them: tests attach the server to each.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mjs';

/** @returns {string | undefined} */
export const findNeovim = () => onPath('nvim');

/** One that has Eglot, and a mode for Dockerfiles. @returns {string | undefined} */
export function findEmacs() {
  const emacs = onPath('emacs');
  const needs = "(progn (package-initialize) (require 'eglot) (require 'dockerfile-mode))";
  return emacs && spawnSync(emacs, ['--batch', '-q', '--eval', needs]).status === 0 ? emacs : undefined;
}

export const installNeovim = aptInstall('neovim');
export const installEmacs = aptInstall('emacs-nox', 'elpa-eglot', 'elpa-dockerfile-mode');

/** @param {string} name @returns {string | undefined} */
function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
