// Finds the files of a folder that an audit reads. Answers them one by one, always in the same order, and never leaves the folder.

import { childUri, decodePath, pathWithin } from '../text/uri';
import { type Entry, type FileSystem, reasonOf } from './file-system';
import { type IgnoreRules, isIgnored, rulesAbove, rulesIn } from './ignore-rules';

export interface DiscoverOptions {
  readonly fs: FileSystem;
  /** Which files are looked for, by the last part of their path. */
  readonly accepts: (name: string) => boolean;
  readonly signal?: AbortSignal;
}

export interface FoundFile {
  readonly uri: string;
  /** From the folder, with slashes. */
  readonly path: string;
  /** Why the file, or a folder on the way, can't be read. */
  readonly problem?: string;
  /** It was asked for by its own name: it counts whatever it holds. */
  readonly isNamed?: boolean;
}

export const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** Folders that are listed before their turn comes. */
const LISTED_AHEAD = 8;

interface Listing {
  readonly files: readonly string[];
  readonly links: readonly string[];
  readonly folders: readonly string[];
  readonly rules: IgnoreRules;
  readonly problem?: string;
}

/**
 * A folder's files first, then its folders, each by name; at the very end the links to files. A link is followed to a file
 * inside the folder that is not found at its own place, never out of it, and to no folder: what that holds is found where it is.
 */
export async function* discover(root: string, options: DiscoverOptions): AsyncGenerator<FoundFile> {
  const { signal } = options;
  const found = new Set<string>();
  const links: string[] = [];
  const toFound = (uri: string): FoundFile => ({ uri, path: decodePath(pathWithin(uri, root) ?? uri) });
  const stack: Waiting[] = [waitingFor(root, await rulesAbove(options.fs, root))];
  for (let next = stack.pop(); next && !signal?.aborted; next = stack.pop()) {
    const listing = await (next.listing ?? list(next, options));
    if (listing.problem !== undefined) yield { ...toFound(next.folder), problem: listing.problem };
    for (const uri of listing.files) {
      found.add(uri);
      yield toFound(uri);
    }
    for (const link of listing.links) links.push(link);
    for (const folder of listing.folders.toReversed()) stack.push(waitingFor(folder, listing.rules));
    for (const waiting of stack.slice(-LISTED_AHEAD)) waiting.listing ??= list(waiting, options);
  }
  if (signal?.aborted || links.length === 0) return;
  yield* linkedFiles(links, found, root, options.fs, toFound);
}

interface Waiting {
  readonly folder: string;
  readonly above: IgnoreRules;
  listing?: Promise<Listing>;
}

const waitingFor = (folder: string, above: IgnoreRules): Waiting => ({ folder, above });

async function list({ folder, above }: Waiting, { fs, accepts }: DiscoverOptions): Promise<Listing> {
  let entries: readonly Entry[];
  try {
    entries = await fs.readDirectory(folder);
  } catch (error) {
    return { files: [], links: [], folders: [], rules: above, problem: reasonOf(error) };
  }
  const rules = await rulesIn(fs, folder, above, {
    ignoreFile: entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file'),
    repository: entries.some(({ name }) => name === '.git'),
  });
  const named = (kind: Entry['kind'], take: (name: string) => boolean): string[] => {
    const names: string[] = [];
    for (const entry of entries) if (entry.kind === kind && take(entry.name)) names.push(entry.name);
    if (names.length > 1) names.sort(byCodeUnits);
    const uris = names.map((name) => childUri(folder, name));
    return uris.filter((uri) => !isIgnored(rules, uri, kind === 'folder' ? 'folder' : 'file'));
  };
  return {
    files: named('file', accepts),
    links: named('link', accepts),
    folders: named('folder', (name) => !NEVER_ENTERED.has(name)),
    rules,
  };
}

async function* linkedFiles(
  links: readonly string[],
  found: ReadonlySet<string>,
  root: string,
  fs: FileSystem,
  toFound: (uri: string) => FoundFile,
): AsyncGenerator<FoundFile> {
  const realRoot = await fs.realUri(root);
  const seen = new Set<string>();
  for (const link of links) {
    try {
      const real = await fs.realUri(link);
      const path = pathWithin(real, realRoot);
      if (path === undefined || seen.has(real) || found.has(pathJoined(root, path))) continue;
      if ((await fs.stat(real))?.kind !== 'file') continue;
      seen.add(real);
      yield toFound(link);
    } catch (error) {
      yield { ...toFound(link), problem: reasonOf(error) };
    }
  }
}

/** `root` may itself be reached over a link: what was found is spelt from it, not from where it leads. */
const pathJoined = (root: string, path: string): string => (root.endsWith('/') ? root + path : `${root}/${path}`);

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
