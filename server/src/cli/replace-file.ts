// Replaces a file's content at one stroke: whoever reads it sees the old text or the new, never a part.
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';

/** `path` is no link. Throws when the file is not what it was (`before`), or can't be written; then it is as it was. */
export function replaceFile(path: string, before: Buffer, after: Buffer): void {
  accessSync(path, constants.W_OK);
  const { mode, uid, gid } = statSync(path);
  if (!readFileSync(path).equals(before)) throw new Error('it was changed meanwhile');
  const temporary = join(dirname(path), `.${basename(path)}.hullwright-${pid}`);
  writeFileSync(temporary, after, { flag: 'wx', mode: mode & 0o777 });
  try {
    keepOwner(temporary, uid, gid);
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only root gives files away: the file then belongs to whoever fixed it, as with any editor that writes this way.
  }
}
