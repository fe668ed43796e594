// The paths of the command line as files: folders are searched, files taken whatever their name.
import { isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import { cwd } from 'node:process';
import { isCheckedName } from '../lint/file-kind';
import type { FoundFile } from '../workspace/discover';
import { type FileSystem, reasonOf } from '../workspace/file-system';
import { uriOf } from './node-file-system';

/** `path` is what the user is shown. */
export interface Target extends FoundFile {
  /** The folder that a link may not lead out of. */
  readonly root: string;
}

/** In the order of the paths, each file once. */
export async function* targetsOf(paths: readonly string[], fs: FileSystem): AsyncGenerator<Target> {
  const seen = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    const named = await namedBy(path, fs);
    if (!named.isFolder) {
      if (!seen.has(named.uri)) yield named;
      seen.add(named.uri);
      continue;
    }
    const { discover } = await import('../workspace/discover');
    const prefix = named.path === '.' ? '' : named.path.replace(/\/?$/, '/');
    for await (const found of discover(named.uri, { fs, accepts: isCheckedName })) {
      const { uri, problem } = found;
      if (seen.has(uri)) continue;
      seen.add(uri);
      yield { uri, path: found.path === '' ? named.path : prefix + found.path, problem, root: named.uri };
    }
  }
}

async function namedBy(path: string, fs: FileSystem): Promise<Target & { readonly isFolder: boolean }> {
  const absolute = resolve(path);
  const uri = uriOf(absolute);
  const named = { uri, path: shown(path), root: uriOf(rootOf(absolute)), isNamed: true, isFolder: false };
  const stat = await fs.stat(uri).catch(reasonOf);
  if (path === '' || stat === undefined) return { ...named, problem: 'there is no such file or folder' };
  if (typeof stat === 'string') return { ...named, problem: stat };
  return { ...named, isFolder: stat.kind === 'folder' };
}

/** The current folder for what is in it; else the folder that the file is in. */
function rootOf(absolute: string): string {
  const path = relative(cwd(), absolute);
  const isOutside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return isOutside ? resolve(absolute, '..') : cwd();
}

/** As it was written, with slashes and without detours. */
function shown(path: string): string {
  const normal = normalize(path);
  const slashed = sep === '/' ? normal : normal.replaceAll(sep, '/');
  return slashed.length > 1 ? slashed.replace(/\/$/, '') : slashed;
}
