// Where Compose makes a number or a boolean of a text: `privileged: "true"`, `init: ${INIT:-yes}`.

export type Cast = 'boolean' | 'integer' | 'float' | 'umask';

const CONTAINER: readonly (readonly [path: string, cast: Cast])[] = [
  ...['cpu_count', 'cpu_period', 'cpu_quota', 'cpu_rt_period', 'cpu_rt_runtime', 'cpu_shares'].map(integer),
  ...['oom_score_adj', 'pids_limit', 'ulimits.*', 'ulimits.*.hard', 'ulimits.*.soft', 'scale'].map(integer),
  ...['healthcheck.retries', 'ports.[].target', 'deploy.replicas', 'deploy.update_config.parallelism'].map(integer),
  ...['deploy.rollback_config.parallelism', 'deploy.restart_policy.max_attempts'].map(integer),
  ...['deploy.placement.max_replicas_per_node'].map(integer),
  ['cpu_percent', 'float'],
  ['cpus', 'float'],
  ['deploy.update_config.max_failure_ratio', 'float'],
  ['deploy.rollback_config.max_failure_ratio', 'float'],
  ['umask', 'umask'],
  ...['init', 'oom_kill_disable', 'privileged', 'read_only', 'stdin_open', 'tty', 'healthcheck.disable'].map(boolean),
  ...['networks.*.use_service_name_alias', 'volumes.[].read_only', 'volumes.[].volume.nocopy'].map(boolean),
  ...['depends_on.*.required', 'depends_on.*.restart'].map(boolean),
];

const RESOURCE: readonly (readonly [path: string, cast: Cast])[] = [
  ...['networks.*.external', 'networks.*.internal', 'networks.*.attachable', 'networks.*.enable_ipv4'].map(boolean),
  ...['networks.*.enable_ipv6', 'volumes.*.external', 'secrets.*.external', 'configs.*.external'].map(boolean),
];

function integer(path: string): readonly [string, Cast] {
  return [path, 'integer'];
}
function boolean(path: string): readonly [string, Cast] {
  return [path, 'boolean'];
}

/** A step down a path, and what is cast there. */
export interface CastAt {
  readonly cast?: Cast;
  readonly below: ReadonlyMap<string, CastAt>;
}

interface Growing {
  cast?: Cast;
  below: Map<string, Growing>;
}

function treeOf(rows: readonly (readonly [path: string, cast: Cast])[]): CastAt {
  const root: Growing = { below: new Map() };
  for (const [path, cast] of rows) {
    let at = root;
    for (const step of path.split('.')) {
      const next = at.below.get(step) ?? { below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.cast = cast;
  }
  return root;
}

/** What is cast in a service or a job, and at the top level. */
export const SERVICE_CASTS: CastAt = treeOf(CONTAINER);
export const TOP_CASTS: CastAt = treeOf(RESOURCE);

/** One step further: a key, or `[]` for an item of a list. */
export const castBelow = (at: CastAt | undefined, step: string): CastAt | undefined =>
  at?.below.get(step) ?? at?.below.get('*');

/** Undefined where Compose refuses the text. */
export function castText(text: string, cast: Cast): string | number | boolean | undefined {
  switch (cast) {
    case 'boolean': {
      const lower = text.toLowerCase();
      if (/^(?:true|y|yes|on)$/.test(lower)) return true;
      return /^(?:false|n|no|off)$/.test(lower) ? false : undefined;
    }
    case 'integer':
      return /^[-+]?[0-9]+$/.test(text) ? Number(text) : undefined;
    case 'float': {
      const isNumber = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/i.test(text);
      return isNumber ? Number(text) : undefined;
    }
    case 'umask':
      return /^(?:0o?[0-7]*|[1-9][0-9]*)$/i.test(text)
        ? Number.parseInt(text.replace(/^0o/i, '0'), text.startsWith('0') ? 8 : 10)
        : undefined;
    default: {
      const never: never = cast;
      return never;
    }
  }
}
