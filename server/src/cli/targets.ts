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
    for await (const target of targetsAt(path, fs)) {
      if (seen.has(target.uri)) continue;
      seen.add(target.uri);
      yield target;
    }
  }
}

async function* targetsAt(path: string, fs: FileSystem): AsyncGenerator<Target> {
  const absolute = resolve(path);
  const uri = uriOf(absolute);
  const file: Target = { uri, path: shown(path), root: uriOf(rootOf(absolute)), isNamed: true };
  const stat = await fs.stat(uri).catch(reasonOf);
  if (path === '' || stat === undefined) return yield { ...file, problem: 'there is no such file or folder' };
  if (typeof stat === 'string') return yield { ...file, problem: stat };
  if (stat.kind !== 'folder') return yield file;
  const { discover } = await import('../workspace/discover');
  const prefix = file.path === '.' ? '' : file.path.replace(/\/?$/, '/');
  for await (const found of discover(uri, { fs, accepts: isCheckedName })) {
    yield { ...found, path: found.path === '' ? file.path : prefix + found.path, root: uri };
  }
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
