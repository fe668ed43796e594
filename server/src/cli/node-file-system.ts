// Files as Node reaches them. Callbacks turned into promises: loading node:fs/promises would cost a tenth of a start.
import { isUtf8 } from 'node:buffer';
import { type Dirent, readdir, readFile, realpath, stat } from 'node:fs';
import { platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Entry, EntryKind, FileSystem, FileText } from '../workspace/file-system';
import { encodeName } from '../workspace/uri';

const readFileOf = promisify<string, Buffer>(readFile);
const statOf = promisify(stat);
const realPathOf = promisify<string, string>(realpath.native);
const readDirectoryOf = (path: string): Promise<Dirent[]> =>
  new Promise((resolve, reject) => {
    readdir(path, { withFileTypes: true }, (error, entries) => (error ? reject(error) : resolve(entries)));
  });

/** A path, absolute, as a URI; `C:\a` is `file:///c%3A/a`, `\\host\a` is `file://host/a`. */
export function uriOf(path: string): string {
  const slashed = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const drive = platform === 'win32' ? slashed.replace(/^[A-Z]:/, (letter) => letter.toLowerCase()) : slashed;
  const encoded = drive.split('/').map(encodeName).join('/');
  if (platform === 'win32' && encoded.startsWith('//')) return `file:${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : `file:///${encoded}`;
}

export const pathOf = (uri: string): string => fileURLToPath(uri);

export const nodeFileSystem: FileSystem = {
  ignoresCase: platform === 'win32' || platform === 'darwin',
  async readDirectory(uri) {
    return (await told(readDirectoryOf(pathOf(uri)))).map(entryOf);
  },
  async stat(uri) {
    try {
      const found = await statOf(pathOf(uri));
      return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other', size: found.size };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new Error(REASONS[code] ?? code);
    }
  },
  async realUri(uri) {
    return uriOf(await told(realPathOf(pathOf(uri))));
  },
  async readText(uri) {
    return decode(await told(readFileOf(pathOf(uri))));
  },
};

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

async function told<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw new Error(reasonFor(error));
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

/** Why the system refused, in words. */
export const reasonFor = (error: unknown): string => REASONS[codeOf(error)] ?? codeOf(error);
