// What kind of file is checked how: by its name, or by what the editor calls its language.
import { isComposeName } from '../compose/file-names';
import { isDaemonName } from '../daemon/file-names';
import { isDockerfileName, isOtherName } from '../dockerfile/file-names';
import type { FileKind } from '../rule/rule';

/** `name` is the last part of a path. Undefined for what is none of ours. */
export function kindOfName(name: string): FileKind | undefined {
  if (isDockerfileName(name)) return 'dockerfile';
  if (isComposeName(name)) return 'compose';
  return isDaemonName(name) ? 'daemon' : undefined;
}

/** What the editor holds for a Dockerfile is one, but for what plainly belongs to another language. */
export function kindOfDocument(name: string, languageId: string): FileKind | undefined {
  if (isOtherName(name)) return undefined;
  if (languageId === 'dockerfile') return 'dockerfile';
  return languageId === 'dockercompose' ? 'compose' : kindOfName(name);
}

/** What a file of a kind is called where it has no name of its own. */
export const NAME_OF_KIND: Readonly<Record<FileKind, string>> = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  daemon: 'daemon.json',
};

export const isCheckedName = (name: string): boolean => kindOfName(name) !== undefined;
