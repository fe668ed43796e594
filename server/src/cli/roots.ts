// How far the command line looks around a file: for its configuration, and for what its rules ask.
import { cwd } from 'node:process';
import { childUri, parentUri, pathWithin } from '../text/uri';
import type { FileSystem } from '../workspace/file-system';
import { uriOf } from './node-file-system';

/** The folder of the repository; without one the current folder for what is in it, else the file's own folder. */
export function roots(fs: FileSystem): (uri: string) => Promise<string> {
  const here = uriOf(cwd());
  const known = new Map<string, Promise<string | undefined>>();
  const repositoryOf = (folder: string): Promise<string | undefined> => {
    const repository = known.get(folder) ?? findRepository(folder);
    known.set(folder, repository);
    return repository;
  };
  const findRepository = async (folder: string): Promise<string | undefined> => {
    if (await fs.stat(childUri(folder, '.git')).catch(() => undefined)) return folder;
    const parent = parentUri(folder);
    return parent === undefined ? undefined : repositoryOf(parent);
  };
  return async (uri) => {
    const folder = parentUri(uri) ?? uri;
    return (await repositoryOf(folder)) ?? (pathWithin(folder, here) === undefined ? folder : here);
  };
}
