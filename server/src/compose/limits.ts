// Limits of what a service may use: at its top level, and under `deploy`.

import { type Service, textOf, valueOf } from './model';
import type { Node } from './node';

export type Limited = 'memory' | 'cpus' | 'pids';

export interface Limit {
  readonly node: Node;
  /** As written; undefined where it is unknown. */
  readonly value: string | undefined;
  readonly form: 'service' | 'deploy';
}

const KEYS: Readonly<Record<Limited, readonly string[]>> = {
  memory: ['mem_limit'],
  cpus: ['cpus', 'cpu_quota', 'cpu_count', 'cpu_percent', 'cpuset'],
  pids: ['pids_limit'],
};

/** The first that is said: `deploy.resources.limits` before the service's own keys. */
export function limitOf(service: Service, what: Limited): Limit | undefined {
  const deployed = valueOf(service, 'deploy', 'resources', 'limits', what);
  if (deployed) return { node: deployed, value: textOf(deployed), form: 'deploy' };
  for (const key of KEYS[what]) {
    const node = valueOf(service, key);
    if (node) return { node, value: textOf(node), form: 'service' };
  }
  return undefined;
}
