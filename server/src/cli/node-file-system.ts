// Files as Node reaches them. Not over node:fs/promises: loading that alone is a tenth of a start.
import { isUtf8 } from 'node:buffer';
import {
  type Dirent,
  readdir,
  readdirSync,
  readFile,
  readFileSync,
  realpath,
  realpathSync,
  type Stats,
  stat,
  statSync,
} from 'node:fs';
import { platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeName } from '../text/uri';
import type { Entry, EntryKind, FileSystem, FileText } from '../workspace/file-system';

type Platform = typeof platform;
type Maybe<Value> = Value | Promise<Value>;

interface Calls {
  readDirectory(path: string): Maybe<Dirent[]>;
  /** Undefined, or an error, where nothing is: errors are slow to make. */
  stat(path: string): Maybe<Stats | undefined>;
  realPath(path: string): Maybe<string>;
  read(path: string): Maybe<Buffer>;
}

/** For a process that has others to answer meanwhile: the language server. */
export const nodeFileSystem: FileSystem = fileSystemOver({
  readDirectory: (path) =>
    new Promise((resolve, reject) => {
      readdir(path, { withFileTypes: true }, (error, entries) => (error ? reject(error) : resolve(entries)));
    }),
  stat: promisify<string, Stats>(stat),
  realPath: promisify<string, string>(realpath.native),
  read: promisify<string, Buffer>(readFile),
});

/** For a process in which nobody waits: the same calls without a thread's help take a fifth of the time. */
export const blockingFileSystem: FileSystem = fileSystemOver({
  readDirectory: (path) => readdirSync(path, { withFileTypes: true }),
  stat: (path) => statSync(path, { throwIfNoEntry: false }),
  realPath: (path) => realpathSync.native(path),
  read: (path) => readFileSync(path),
});

function fileSystemOver(calls: Calls): FileSystem {
  return {
    ignoresCase: platform === 'win32' || platform === 'darwin',
    readDirectory: (uri) => told(async () => (await calls.readDirectory(pathOf(uri))).map(entryOf)),
    async stat(uri) {
      try {
        const found = await calls.stat(pathOf(uri));
        if (!found) return undefined;
        return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other', size: found.size };
      } catch (error) {
        if (MISSING.has(codeOf(error))) return undefined;
        throw new Error(reasonFor(error));
      }
    },
    realUri: (uri) => told(async () => uriOf(await calls.realPath(pathOf(uri)))),
    readText: (uri) => told(async () => decode(await calls.read(pathOf(uri)))),
  };
}

/** A path, absolute, as a URI; `C:\a` is `file:///c%3A/a`, `\\host\a` is `file://host/a`. */
export const uriOf = (path: string, system: Platform = platform): string =>
  system === 'win32' ? uriOfWindows(path) : `file://${encodedPath(path)}`;

function uriOfWindows(path: string): string {
  const plain = path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
  const slashed = plain.replaceAll('\\', '/').replace(/^(?:[A-Z]:|\/\/[^/]+)/i, (start) => start.toLowerCase());
  return slashed.startsWith('//') ? `file:${encodedPath(slashed)}` : `file:///${encodedPath(slashed)}`;
}

const encodedPath = (path: string): string => path.split('/').map(encodeName).join('/');

export function pathOf(uri: string, system: Platform = platform): string {
  if (system === 'win32' || !PLAIN.test(uri)) return fileURLToPath(uri, { windows: system === 'win32' });
  const path = uri.slice('file://'.length);
  return path.includes('%') ? decodeURIComponent(path) : path;
}

/** An absolute path without detours, whose names mean nothing else as a part of a URI: most are. */
const PLAIN = /^file:\/\/(?:\/(?!\.{1,2}(?:\/|$))(?:[\w+@.,=~-]|%(?!2[ef])[\da-f]{2})+)+$/i;

export function decode(bytes: Buffer): FileText {
  const text = bytes.toString('utf8');
  // A second one is text: taking the first away would make it the mark.
  const hasByteOrderMark = text.startsWith('\ufeff') && !text.startsWith('\ufeff', 1);
  return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark, isExact: isUtf8(bytes) };
}

function entryOf(entry: Dirent): Entry {
  return { name: entry.name, kind: kindOf(entry) };
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** What the system's codes mean, without the path that its own messages repeat. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ELOOP: 'its links lead in a circle',
  EISDIR: 'this is a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reports an error',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** With an error's reason for its message. */
async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new Error(reasonFor(error));
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

/** Why the system refused, in words. */
export const reasonFor = (error: unknown): string => REASONS[codeOf(error)] ?? codeOf(error);
