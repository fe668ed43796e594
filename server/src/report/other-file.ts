// How a report names a file beside the one that it is about: as the user named that one, from the same folder on.
import { decodePath, parentUri, pathWithin } from '../text/uri';
import type { AuditedFile } from './report';

export function pathOfOther({ path, uri }: Pick<AuditedFile, 'path' | 'uri'>, other: string): string {
  const folders = path.split('/').slice(0, -1);
  for (let folder = parentUri(uri); folder !== undefined; folder = parentUri(folder)) {
    const within = pathWithin(other, folder);
    if (within !== undefined) return [...folders, decodePath(within)].join('/');
    if (folders.length === 0 || folders.at(-1) === '..') folders.push('..');
    else folders.pop();
  }
  return decodePath(other);
}
