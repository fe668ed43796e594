// Which documents are checked: what the editor holds for a Dockerfile, and what by its name is one.

import { kindOfDocument } from '../lint/file-kind';
import type { FileKind } from '../rule/rule';
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

/** Undefined for a document that is not checked. */
export const kindOf = (uri: string, languageId: string): FileKind | undefined =>
  kindOfDocument(nameOf(uri), languageId);

const NAMES: ReadonlySet<string> = new Set([...CONFIGURATION_NAMES, ...HADOLINT_NAMES]);
const OWN_NAMES: ReadonlySet<string> = new Set(CONFIGURATION_NAMES);
export const isConfiguration = (uri: string): boolean => NAMES.has(nameOf(uri));
export const isOwnConfiguration = (uri: string): boolean => OWN_NAMES.has(nameOf(uri));
