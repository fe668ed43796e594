// Whether an audit would find a file that has just come into a folder: the same rules as in discover.ts, on the way to it alone.

import { childUri, decodePath, pathWithin } from '../text/uri';
import { type DiscoverOptions, NEVER_ENTERED } from './discover';
import type { FileSystem } from './file-system';
import { isIgnored, rulesAbove, rulesIn } from './ignore-rules';

/** Links are none of its business: an audit looks where they lead. */
export async function isFound(uri: string, root: string, { fs, accepts }: DiscoverOptions): Promise<boolean> {
  const names = decodePath(pathWithin(uri, root) ?? '').split('/');
  const name = names.pop() ?? '';
  if (!accepts(name) || names.some((folder) => NEVER_ENTERED.has(folder))) return false;
  let folder = root;
  let rules = await rulesInside(fs, folder, await rulesAbove(fs, root));
  for (const next of names) {
    folder = childUri(folder, next);
    if (isIgnored(rules, folder, 'folder')) return false;
    rules = await rulesInside(fs, folder, rules);
  }
  return !isIgnored(rules, uri, 'file');
}

type Rules = Awaited<ReturnType<typeof rulesIn>>;

async function rulesInside(fs: FileSystem, folder: string, above: Rules): Promise<Rules> {
  const git = await fs.stat(childUri(folder, '.git')).catch(() => undefined);
  return rulesIn(fs, folder, above, { ignoreFile: true, repository: git !== undefined });
}
