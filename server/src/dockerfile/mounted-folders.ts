// Folders that a RUN mounts and the image does not keep: caches and temporary file systems.

import { once } from '../text/once';
import type { Instruction } from './syntax';
import { readFields } from './validate/csv';
import { flagValues } from './validate/flags';
import { normalPath } from './workdir';

const NONE: readonly string[] = [];
const foldersOf = once((instruction: Instruction): readonly string[] =>
  flagValues(instruction, 'mount').flatMap(({ text }) => folderOf(text) ?? []),
);

/** Their paths as written, without a slash at the end; a variable stands as `$`. */
export const mountedFolders = (instruction: Instruction): readonly string[] =>
  instruction.flags.length === 0 ? NONE : foldersOf(instruction);

function folderOf(mount: string): string | undefined {
  const read = readFields(mount);
  const fields = 'fields' in read ? read.fields : [];
  const valueOf = (key: RegExp): string | undefined => fields.findLast((field) => key.test(field))?.replace(key, '');
  if (!/^(?:cache|tmpfs)$/i.test(valueOf(/^type=/i) ?? '')) return undefined;
  const target = valueOf(/^(?:target|dst|destination)=/i);
  if (target === undefined) return undefined;
  return target.startsWith('/') && !target.includes('$') ? normalPath(target) : target;
}

/** Whether a path lies in such a folder, or may. */
export const isMounted = (instruction: Instruction, path: string): boolean =>
  mountedFolders(instruction).some(
    (folder) => folder.includes('$') || folder === '/' || path === folder || path.startsWith(`${folder}/`),
  );
