// Files that `docker stack deploy` is meant to read.

import type { Tree } from '../yaml/tree';
import { isStackName } from './file-names';
import type { FileSet } from './layers';
import { textOf, valueAt } from './model';
import type { Node } from './node';

/** Keys of `deploy` that swarm alone acts on. */
const SWARM_KEYS: readonly string[] = ['mode', 'placement', 'update_config', 'rollback_config', 'endpoint_mode'];

export const isSwarmProject = (name: string, set: FileSet, networks: ReadonlyMap<string, Node>): boolean =>
  isStackName(name) ||
  [...networks.values()].some((network) => textOf(valueAt(network, 'driver')) === 'overlay') ||
  set.layers.some(({ sections }) =>
    [...(sections.get('services')?.values() ?? [])].some(({ value }) => hasSwarmKeys(value.tree)),
  );

function hasSwarmKeys(service: Tree): boolean {
  if (service.kind !== 'map') return false;
  const deploy = service.entries.find(({ key }) => key.kind === 'scalar' && key.source === 'deploy')?.value;
  if (deploy?.kind !== 'map') return false;
  return deploy.entries.some(({ key }) => key.kind === 'scalar' && SWARM_KEYS.includes(key.source));
}
