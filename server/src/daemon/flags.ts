// Options of `dockerd` as the daemon.json that would say the same, so that the rules on that hold for them as well.
import type { Range } from '../text/range';
import type { JsonNode, JsonProperty, JsonScalar } from './json';
import { KEYS } from './keys';
import type { DaemonFile } from './model';

export interface DaemonFlag {
  /** With its dashes. */
  readonly name: string;
  /** Undefined where none is given. */
  readonly value: string | undefined;
  readonly range: Range;
  readonly valueRange: Range;
}

/** What can be given several times, by its name in daemon.json. */
const KEY_OF_FLAG: ReadonlyMap<string, string> = new Map([
  ['-b', 'bridge'],
  ['-D', 'debug'],
  ['-G', 'group'],
  ['-g', 'data-root'],
  ['-H', 'hosts'],
  ['-l', 'log-level'],
  ['-p', 'pidfile'],
  ['-s', 'storage-driver'],
  ['--add-runtime', 'runtimes'],
  ['--authorization-plugin', 'authorization-plugins'],
  ['--cdi-spec-dir', 'cdi-spec-dirs'],
  ['--default-address-pool', 'default-address-pools'],
  ['--default-ulimit', 'default-ulimits'],
  ['--dns-opt', 'dns-opts'],
  ['--exec-opt', 'exec-opts'],
  ['--graph', 'data-root'],
  ['--host', 'hosts'],
  ['--insecure-registry', 'insecure-registries'],
  ['--label', 'labels'],
  ['--log-opt', 'log-opts'],
  ['--node-generic-resource', 'node-generic-resources'],
  ['--registry-mirror', 'registry-mirrors'],
  ['--storage-opt', 'storage-opts'],
]);

/** Options whose next word is their value. */
export const VALUED_FLAGS: ReadonlySet<string> = new Set([
  ...[...KEYS].filter(([, type]) => type !== 'boolean').map(([key]) => `--${key}`),
  ...[...KEY_OF_FLAG.keys()].filter((flag) => flag.startsWith('--')),
  '--config-file',
  '--http-proxy',
  '--https-proxy',
  '--no-proxy',
]);
export const VALUED_SHORT_FLAGS = 'bGgHlps';

/** `program` is where what is missing is missed. Options that daemon.json has no key for are left out. */
export function daemonOfFlags(flags: readonly DaemonFlag[], program: Range, lines: readonly string[]): DaemonFile {
  const properties = new Map<string, JsonProperty>();
  for (const flag of flags) {
    const key = KEY_OF_FLAG.get(flag.name) ?? flag.name.replace(/^-+/, '');
    const type = KEYS.get(key);
    if (type === undefined) continue;
    const { range, valueRange } = flag;
    const given = flag.value;
    const before = properties.get(key)?.value;
    const value = ((): JsonNode | undefined => {
      if (type === 'array') {
        const items = before?.kind === 'array' ? before.items : [];
        return { kind: 'array', range: valueRange, items: [...items, scalar(given ?? '', valueRange)] };
      }
      if (type === 'object') {
        const [name = '', ...rest] = (given ?? '').split('=');
        const properties = before?.kind === 'object' ? before.properties : [];
        const text = rest.join('=');
        const said = key === 'log-opts' ? scalar(text, valueRange) : described(key, name, text, valueRange);
        return {
          kind: 'object',
          range: valueRange,
          properties: [...properties, { key: name, keyRange: valueRange, value: said, range: valueRange }],
        };
      }
      if (type === 'boolean') return scalar(given === undefined || !/^(?:false|0|f)$/i.test(given), valueRange);
      if (given === undefined) return undefined;
      const isNumber = type === 'number' && /^\d+$/.test(given);
      return scalar(isNumber ? Number(given) : given, valueRange);
    })();
    if (!value || (type === 'number' && value.kind === 'scalar' && typeof value.value !== 'number')) continue;
    properties.delete(key);
    properties.set(key, { key, keyRange: range, value, range });
  }
  return { lines, root: { kind: 'object', range: program, properties: [...properties.values()] }, problems: [] };
}

const scalar = (value: JsonScalar['value'], range: Range): JsonScalar => ({ kind: 'scalar', value, range });

/** `nofile=1024:2048`, `runc=/path`: as the objects that daemon.json has for them. */
function described(key: string, name: string, text: string, range: Range): JsonNode {
  const property = (own: string, value: JsonScalar['value']): JsonProperty => ({
    key: own,
    keyRange: range,
    range,
    value: scalar(value, range),
  });
  if (key === 'runtimes') return { kind: 'object', range, properties: [property('path', text)] };
  if (key !== 'default-ulimits') return scalar(text, range);
  const [soft = '', hard = soft] = text.split(':');
  const limits = [property('Name', name), property('Soft', Number(soft)), property('Hard', Number(hard))];
  return { kind: 'object', range, properties: limits };
}
