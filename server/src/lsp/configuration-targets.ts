// Configurations in which a rule can be turned off for a file: the one that holds for it, and those that could be made.

import { childUri, decodePath, parentUri, pathWithin } from '../text/uri';
import type { FoundConfiguration } from '../workspace/load-configuration';

export interface ConfigurationTarget {
  readonly uri: string;
  readonly folder: string;
  /** The end of a sentence: `in svc/.hullwright.yaml`. */
  readonly where: string;
  /** Of a file that there is not yet: what it begins with. */
  readonly newText?: string;
}

const NAME = '.hullwright.yaml';

/**
 * The narrower, the earlier. A new file in the file's own folder goes on from the one that holds there now. None beside a
 * configuration of hadolint: ours would take its place.
 */
export function configurationTargets(
  uri: string,
  root: string,
  found: FoundConfiguration,
  { createsFiles, trusted }: { readonly createsFiles: boolean; readonly trusted: boolean },
): ConfigurationTarget[] {
  const folder = parentUri(uri);
  const path = folder === undefined ? undefined : pathWithin(folder, root);
  if (folder === undefined || path === undefined || found.kind === 'hadolint') return [];
  const holding = found.kind === 'hullwright' ? found.uri : undefined;
  const holdingFolder = holding === undefined ? undefined : parentUri(holding);
  const targets: ConfigurationTarget[] = [];
  if (createsFiles && path !== '' && holdingFolder !== folder && (holding === undefined || trusted)) {
    const above = holding === undefined ? undefined : climb(folder, holding, root);
    const newText = above === undefined ? '' : `extends: ${above}\n`;
    targets.push({ uri: childUri(folder, NAME), folder, where: `in the folder ${decodePath(path)}`, newText });
  }
  if (holding !== undefined && holdingFolder !== undefined) {
    const where = `in ${decodePath(pathWithin(holding, root) ?? NAME)}`;
    targets.push({ uri: holding, folder: holdingFolder, where });
  } else if (createsFiles) {
    targets.push({ uri: childUri(root, NAME), folder: root, where: 'in the workspace', newText: '' });
  }
  return targets;
}

/** The path from a folder to a file in one above it. */
function climb(folder: string, file: string, root: string): string {
  const above = parentUri(file) ?? root;
  const steps = (pathWithin(folder, above) ?? '').split('/').length;
  return `${'../'.repeat(steps)}${decodePath(pathWithin(file, above) ?? NAME)}`;
}
