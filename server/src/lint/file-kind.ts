// What kind of file is checked how: by its name, or by what the editor calls its language.
import { isComposeName } from '../compose/file-names';
import { isDaemonName } from '../daemon/file-names';
import { isDockerfileName, isOtherName, isTemplateName } from '../dockerfile/file-names';
import type { FileKind } from '../rule/rule';
import { isDockersUnit, isScriptName, isUnitName, speaksOfContainers } from '../script/file-names';

/** `name` is the last part of a path. Undefined for what is none of ours. */
export function kindOfName(name: string): FileKind | undefined {
  if (isDockerfileName(name)) return 'dockerfile';
  if (isComposeName(name)) return 'compose';
  if (isDaemonName(name)) return 'daemon';
  if (isScriptName(name)) return 'script';
  return isUnitName(name) ? 'unit' : undefined;
}

/** Whether a file that was found by its name alone is one to check: most scripts and units have nothing to do with containers. */
export function isCheckedText(name: string, text: string): boolean {
  const kind = kindOfName(name);
  if (kind === 'script') return speaksOfContainers(text);
  return kind !== 'unit' || isDockersUnit(text);
}

/** Whether its name alone makes it one to check. */
export function isCertainName(name: string): boolean {
  const kind = kindOfName(name);
  return kind !== 'script' && kind !== 'unit';
}

/** What the editor holds for a Dockerfile is one, but for what plainly belongs to another language. */
export function kindOfDocument(name: string, languageId: string): FileKind | undefined {
  if (isOtherName(name)) return undefined;
  if (languageId === 'dockerfile') return 'dockerfile';
  if (languageId === 'dockercompose') return 'compose';
  const byName = kindOfName(name);
  if (byName || isTemplateName(name)) return byName;
  return languageId === 'shellscript' || languageId === 'makefile' ? 'script' : undefined;
}

/** What a file of a kind is called where it has no name of its own. */
export const NAME_OF_KIND: Readonly<Record<FileKind, string>> = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  daemon: 'daemon.json',
  script: 'run.sh',
  unit: 'docker.service',
};

export const isCheckedName = (name: string): boolean => kindOfName(name) !== undefined;
