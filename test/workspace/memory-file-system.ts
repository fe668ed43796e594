// Files in memory, for tests: paths from the root, links among them, folders that can't be listed.

import { childUri, decodePath, parentUri } from '../../server/src/text/uri';
import type { Entry, EntryKind, FileStat, FileSystem, FileText } from '../../server/src/workspace/file-system';

export interface Link {
  readonly to: string;
}

export const ROOT = 'file:///w';

/** By path from ROOT: text, a link to such a path (or to one outside, which begins with a slash), or an error for a folder. */
export type MemoryFiles = Readonly<Record<string, string | Link | Error>>;

/** `listed` hears of every folder that is read. */
export function memoryFileSystem(files: MemoryFiles, listed: (uri: string) => void = () => {}): FileSystem {
  const nodes = new Map<string, string | Link | Error>();
  const folders = new Map<string, Map<string, EntryKind>>([[ROOT, new Map()]]);
  for (const [path, content] of Object.entries(files)) {
    const uri = uriOf(path);
    nodes.set(uri, content);
    let kind: EntryKind = content instanceof Error ? 'folder' : typeof content === 'string' ? 'file' : 'link';
    if (kind === 'folder') folders.set(uri, new Map());
    for (let at = uri; at !== ROOT; kind = 'folder') {
      const parent = parentUri(at) ?? ROOT;
      const entries = folders.get(parent) ?? new Map<string, EntryKind>();
      entries.set(decodePath(at.slice(at.lastIndexOf('/') + 1)), kind);
      folders.set(parent, entries);
      if (parent === 'file:///') break;
      at = parent;
    }
  }
  const real = (uri: string): string => {
    const node = nodes.get(uri);
    return typeof node === 'object' && 'to' in node ? real(uriOf(node.to)) : uri;
  };
  return {
    ignoresCase: false,
    async readDirectory(uri): Promise<Entry[]> {
      listed(uri);
      const node = nodes.get(uri);
      if (node instanceof Error) throw node;
      return [...(folders.get(uri) ?? [])].map(([name, kind]) => ({ name, kind }));
    },
    async stat(uri): Promise<FileStat | undefined> {
      const node = nodes.get(real(uri));
      if (typeof node === 'string') return { kind: 'file', size: node.length };
      return folders.has(real(uri)) ? { kind: 'folder', size: 0 } : undefined;
    },
    async realUri(uri) {
      const target = real(uri);
      if (!nodes.has(target) && !folders.has(target)) throw new Error('there is no such file');
      return target;
    },
    async readText(uri): Promise<FileText> {
      const node = nodes.get(real(uri));
      if (typeof node !== 'string') throw new Error('there is no such file');
      return { text: node, hasByteOrderMark: false, isExact: true };
    },
  };
}

const uriOf = (path: string): string =>
  path.startsWith('/') ? path.split('/').slice(1).reduce(childUri, 'file:///') : path.split('/').reduce(childUri, ROOT);
