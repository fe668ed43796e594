// Which documents are checked: what the editor holds for a Dockerfile, and what by its name is one.

import { isDockerfileName, isOtherName } from '../dockerfile/file-names';
import { CONFIGURATION_NAMES, HADOLINT_NAMES } from '../workspace/configurations';

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

const NAMES: ReadonlySet<string> = new Set([...CONFIGURATION_NAMES, ...HADOLINT_NAMES]);
const OWN_NAMES: ReadonlySet<string> = new Set(CONFIGURATION_NAMES);
export const isConfiguration = (uri: string): boolean => NAMES.has(nameOf(uri));
export const isOwnConfiguration = (uri: string): boolean => OWN_NAMES.has(nameOf(uri));
