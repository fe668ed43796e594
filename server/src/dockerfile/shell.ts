// Which shell runs what is in shell form.
import { isShell } from '../shell/nested';
import { once } from '../text/once';
import { settingOf } from './settings';
import { rootBase, type Stage } from './stages';

const WINDOWS_IMAGE = /windows|nanoserver|servercore/i;

/** The words of the SHELL that is in force before a step. Undefined where none is: the base image's own counts then. */
export const shellAt = (stage: Stage, before?: number): readonly string[] | undefined =>
  settingOf(stage, 'SHELL', before)?.instruction.args.map(({ text }) => text);

/** Whether a POSIX shell runs shell form at a step: by SHELL, inherited too, else by the system of the base image. */
export function isPosixShell(stage: Stage, index: number): boolean {
  const shell = settingOf(stage, 'SHELL', index)?.instruction;
  if (shell) return isShell(shell.args[0]?.text.split('/').at(-1)?.toLowerCase());
  return !isWindows(stage) && stage.globals.escape !== '`';
}

/** By the name of the image that the stage is built on. */
export const isWindows = once((stage: Stage): boolean => {
  const base = rootBase(stage);
  return base.kind === 'image' && WINDOWS_IMAGE.test(base.reference.text);
});
