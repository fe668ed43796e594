// Which documents are checked: what the editor holds for a Dockerfile, and what by its name is one.
import { isDockerfileName, isOtherName } from '../dockerfile/file-names';

/** The last part of a URI's path. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function isCheckedDocument(uri: string, languageId: string): boolean {
  const name = nameOf(uri);
  if (isOtherName(name)) return false;
  return languageId === 'dockerfile' || isDockerfileName(name);
}
