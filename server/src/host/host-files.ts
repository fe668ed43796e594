// The files of a host below a root folder: read and asked about, never written, never beyond the root, never more than a few MB.
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

export type Unreadable = 'missing' | 'permission' | 'outside' | 'too-large' | 'other';
export type Answer<Value> = { readonly value: Value } | { readonly why: Unreadable };

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'socket' | 'other';
  readonly uid: number;
  readonly gid: number;
  /** The permissions alone. */
  readonly mode: number;
}

/** Paths are absolute, as on the host. */
export interface HostFiles {
  text(path: string): Answer<string>;
  status(path: string): Answer<FileStatus>;
  names(folder: string): Answer<readonly string[]>;
}

export interface HostFilesOptions {
  /** Instead of what the file system says of an owner and a mode: a tree that is made for a test has neither. */
  readonly statusOf?: (path: string) => Partial<FileStatus> | undefined;
}

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_NAMES = 20_000;

export function hostFiles(root: string, { statusOf }: HostFilesOptions = {}): HostFiles {
  const realRoot = realpathSync(root);
  const inside = realRoot === sep ? sep : realRoot + sep;
  const real = (path: string): string => {
    const found = realpathSync(join(realRoot, path));
    if (found !== realRoot && !found.startsWith(inside)) throw new Outside();
    return found;
  };
  return {
    text: (path) => attempt(() => readText(real(path))),
    status: (path) =>
      attempt(() => {
        const stat = statSync(real(path));
        const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSocket() ? 'socket' : 'other';
        return { kind, uid: stat.uid, gid: stat.gid, mode: stat.mode & 0o7777, ...statusOf?.(path) };
      }),
    names: (folder) => attempt(() => readdirSync(real(folder)).slice(0, MAX_NAMES)),
  };
}

class Outside extends Error {}
class TooLarge extends Error {}

/** What is no regular file is not opened to the end: a pipe would wait for ever. Files of /proc say that they have no size. */
function readText(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error('no regular file');
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = Buffer.alloc(65_536);
      const read = readSync(descriptor, piece);
      if (read === 0) return Buffer.concat(pieces).toString('utf8');
      pieces.push(piece.subarray(0, read));
      size += read;
      if (size > MAX_BYTES) throw new TooLarge();
    }
  } finally {
    closeSync(descriptor);
  }
}

function attempt<Value>(read: () => Value): Answer<Value> {
  try {
    return { value: read() };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

function whyOf(error: unknown): Unreadable {
  if (error instanceof Outside) return 'outside';
  if (error instanceof TooLarge) return 'too-large';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  return code === 'EACCES' || code === 'EPERM' ? 'permission' : 'other';
}
