// Fixes of a service: a key or an item taken out, a value replaced, keys and items added. None where the text that has to change
// is not the service's own.
import { addEntries, addItem, addToMapping, type Path, removeAt, replaceAt } from '../compose/edits';
import type { Limited } from '../compose/limits';
import { type Service, valueAt, valueOf } from '../compose/model';
import { splitMount } from '../compose/mounts';
import type { Scalar } from '../compose/node';
import type { TextEdit } from '../text/edit';
import type { Delta, Fix, FixSafety } from './finding';

/** Edits that another file's reading must not be changed by are left out: what several services read is theirs, too. */
export function fixOf(
  title: string,
  delta: Delta,
  edits: readonly (TextEdit | undefined)[],
  safety: FixSafety = 'suggested',
): Fix[] {
  const whole = edits.flatMap((edit) => edit ?? []);
  if (whole.length === 0 || whole.length < edits.length) return [];
  return [{ title, safety, delta, edits: () => [{ edits: whole }] }];
}

const keyOf = (path: Path): string => String(path[0] ?? '');

/** How many other services the change means, in words for a title. */
function others(service: Service, path: Path): string {
  const node = valueAt(service.body, ...path);
  const users = node ? service.users(node) : 1;
  return users > 1 ? ` (for ${users} services)` : '';
}

/** Takes out the value at a path, its list with it where nothing else is in that. `shown` says what it is. */
export const takeOut = (service: Service, path: Path, shown: string): Fix[] =>
  fixOf(`Take '${shown}' out${others(service, path)}`, { changes: [keyOf(path)] }, [removeAt(service, path)]);

/** Writes another value. `text` is YAML. */
export const writeValue = (service: Service, path: Path, text: string): Fix[] =>
  writeInstead(service, path, text, `Write '${text}'`);

/** The same, under a title of its own. */
export const writeInstead = (service: Service, path: Path, text: string, title: string): Fix[] =>
  fixOf(title + others(service, path), { changes: [keyOf(path)] }, [replaceAt(service, path, text)]);

/** Adds keys to the service: lines of YAML, each key with what it says. */
export const addKeys = (service: Service, title: string, lines: readonly string[]): Fix[] =>
  fixOf(title, { adds: lines.flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []) }, [addEntries(service, lines)]);

/** Adds an item to a list of the service, and the list where there is none. `text` is YAML. */
export function addToList(service: Service, key: string, text: string): Fix[] {
  const title = `Add '${text}' to ${key}`;
  if (valueOf(service, key) === undefined) return addKeys(service, title, [`${key}:`, `  - ${text}`]);
  return fixOf(title, { changes: [key] }, [addItem(service, [key], text)]);
}

/** Takes one thing out and adds another, at once. */
export function replaceKey(service: Service, title: string, path: Path, lines: readonly string[]): Fix[] {
  const delta = { changes: [keyOf(path)], adds: lines.flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []) };
  return fixOf(title, delta, [removeAt(service, path), addEntries(service, lines)]);
}

/** Mounts what stands at a place of `volumes` for reading alone. */
export function readOnlyMount(service: Service, place: number): Fix[] {
  const node = valueAt(service.body, 'volumes', place);
  const path: Path = ['volumes', place];
  const title = `Mount it for reading alone${others(service, path)}`;
  if (node?.kind === 'mapping') {
    const edit = addToMapping(service, path, 'read_only: true');
    return valueAt(node, 'read_only') ? [] : fixOf(title, { changes: ['volumes'] }, [edit]);
  }
  if (node?.kind !== 'scalar') return [];
  const parts = splitMount(node.written);
  if (parts.length < 2) return [];
  const [source = '', target = '', options] = parts;
  const kept = options === undefined ? [] : options.split(',').filter((option) => option !== 'rw');
  const text = [source, target, ['ro', ...kept].join(',')].join(':');
  return fixOf(title, { changes: ['volumes'] }, [replaceAt(service, path, text)]);
}

/** Publishes what stands at a place of `ports` on loopback. */
export function loopbackPort(service: Service, place: number): Fix[] {
  const node = valueAt(service.body, 'ports', place);
  const path: Path = ['ports', place];
  const title = `Publish it on 127.0.0.1${others(service, path)}`;
  if (node?.kind === 'mapping') {
    const edit = valueAt(node, 'host_ip')
      ? replaceAt(service, [...path, 'host_ip'], '127.0.0.1')
      : addToMapping(service, path, 'host_ip: 127.0.0.1');
    return fixOf(title, { changes: ['ports'] }, [edit]);
  }
  if (node?.kind !== 'scalar') return [];
  const text = onLoopback(node.written);
  return text === undefined
    ? []
    : fixOf(title, { changes: ['ports'] }, [replaceAt(service, path, quoted(service, node, text))]);
}

/** Undefined where a variable may hold the address. */
function onLoopback(written: string): string | undefined {
  // What may be an address, and a port in the container that only a variable knows.
  if (/^\$\{?[A-Z_]+[^}]*\}?:.*:/i.test(written) || /\$[^:]*$/.test(written)) return undefined;
  const rest = written.replace(/^(?:0\.0\.0\.0|\[::\]|\[?::0?\]?|\[::ffff:0\.0\.0\.0\]):/, '');
  const colons = rest.replaceAll(/\$\{[^}]*\}/g, '').split(':').length - 1;
  return colons === 0 ? `127.0.0.1::${rest}` : colons === 1 ? `127.0.0.1:${rest}` : undefined;
}

/** In quotes where it stood without: a port with an address reads like a number with sixties else. */
function quoted(service: Service, { origin: { range } }: Scalar, text: string): string {
  const first = (service.lines[range.start.line] ?? '')[range.start.character];
  return first === '"' || first === "'" ? text : `"${text}"`;
}

const LIMITS = {
  memory: { short: 'mem_limit: 512m', deploy: 'memory: 512M' },
  cpus: { short: 'cpus: "1.0"', deploy: 'cpus: "1.0"' },
  pids: { short: 'pids_limit: 256', deploy: 'pids: 256' },
} as const satisfies Record<Limited, { readonly short: string; readonly deploy: string }>;

/** A limit to begin with, in the form that the file uses: `deploy` where the service has one. */
export function addLimit(service: Service, what: Limited): Fix[] {
  const { short, deploy } = LIMITS[what];
  const limits = ['deploy', 'resources', 'limits'] as const;
  if (valueOf(service, ...limits))
    return fixOf(`Add ${deploy}`, { changes: ['deploy'] }, [addToMapping(service, limits, deploy)]);
  if (!valueOf(service, 'deploy')) return addKeys(service, `Add ${short}`, [short]);
  const lines = valueOf(service, 'deploy', 'resources')
    ? ['limits:', `  ${deploy}`]
    : ['resources:', '  limits:', `    ${deploy}`];
  const path = valueOf(service, 'deploy', 'resources') ? ['deploy', 'resources'] : ['deploy'];
  return fixOf(`Add ${deploy}`, { changes: ['deploy'] }, [addToMapping(service, path, ...lines)]);
}
