// Lists whose entries stand for themselves only once: the later one takes the place of the earlier one, as Compose does it by
// name, by where it is mounted, or by port.

import { splitMount } from './mounts';
import type { Mapping, Node, Sequence } from './node';
import { stringOf, withEntries, withItems } from './nodes';

/** Undefined for an entry that Compose does not compare. */
type KeyOf = (node: Node) => string | undefined;

const byName: KeyOf = (node) => stringOf(node)?.split('=', 1)[0];

const textAt = (node: Node, key: string): string | undefined => {
  const value = node.kind === 'mapping' ? node.entries.get(key) : undefined;
  return value?.kind === 'scalar' ? String(value.unset ?? '') : undefined;
};

export const mountTarget: KeyOf = (node) => {
  const text = stringOf(node);
  if (text === undefined) {
    const said = textAt(node, 'target');
    return said === undefined ? undefined : cleanPath(said);
  }
  const parts = splitMount(text);
  return cleanPath(parts.length > 1 ? (parts[1] ?? '') : (parts[0] ?? ''));
};

/** Without `//`, `.`, `..` and a slash at the end. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '..' || !isAbsolute) names.push(name);
  }
  const joined = names.join('/');
  return isAbsolute ? `/${joined}` : joined === '' && path !== '' ? '.' : joined;
}

const byDevice: KeyOf = (node) => {
  const text = stringOf(node);
  if (text === undefined) return textAt(node, 'target');
  const [source, target] = text.split(':');
  return target ?? source;
};

const byMount =
  (folder: string): KeyOf =>
  (node) => {
    const name = stringOf(node) ?? textAt(node, 'source');
    return textAt(node, 'target') ?? (name === undefined ? undefined : `${folder}/${name}`);
  };

const byPort: KeyOf = (node) => {
  if (node.kind === 'scalar') return String(node.unset);
  const at = (key: string, otherwise: string): string => textAt(node, key) ?? otherwise;
  return `${at('host_ip', '0.0.0.0')}:${at('published', '')}:${at('target', '')}/${at('protocol', 'tcp')}`;
};

const byPath: KeyOf = (node) => stringOf(node) ?? textAt(node, 'path');

const byText: KeyOf = (node) => (node.kind === 'scalar' ? String(node.unset) : undefined);

export const NAMED_LISTS: readonly string[] = [
  ...['annotations', 'cap_add', 'cap_drop', 'dns', 'dns_opt', 'dns_search', 'environment', 'labels', 'links'],
  ...['profiles', 'sysctls', 'tmpfs'],
];

const LISTS: ReadonlyMap<string, KeyOf> = new Map<string, KeyOf>([
  ...NAMED_LISTS.map((key): [string, KeyOf] => [key, byName]),
  ['configs', byMount('')],
  ['devices', byDevice],
  ['env_file', byPath],
  ['expose', byText],
  ['ports', byPort],
  ['secrets', byMount('/run/secrets')],
  ['volumes', mountTarget],
]);

export function uniqueEntries(service: Mapping): Mapping {
  let changed: Map<string, Node> | undefined;
  for (const [key, keyOf] of LISTS) {
    const node = service.entries.get(key);
    if (node?.kind !== 'sequence') continue;
    const unique = uniqueItems(node, keyOf);
    if (unique === node) continue;
    changed ??= new Map(service.entries);
    changed.set(key, unique);
  }
  return changed ? withEntries(service, changed) : service;
}

function uniqueItems(list: Sequence, keyOf: KeyOf): Sequence {
  const places = new Map<string, number>();
  const items: Node[] = [];
  for (const item of list.items) {
    const key = keyOf(item);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) items[place] = item;
    else {
      if (key !== undefined) places.set(key, items.length);
      items.push(item);
    }
  }
  return items.length === list.items.length ? list : withItems(list, items);
}
