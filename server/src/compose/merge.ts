// One definition over another, as Compose merges override files, `extends` and `include`: mappings by key, lists by appending,
// and what its specification treats in a way of its own.
import { HOLE, type Mapping, type Node, type Origin, type Scalar, type Sequence } from './node';
import { isNull, partOf, sameValue, withEntries, withItems } from './nodes';

/** Hears of what can't be merged; then the base stays. */
export type OnClash = (over: Node, message: string) => void;

type Merger = (base: Node, over: Node, path: string, onClash: OnClash) => Node;

/** Paths within a service. */
const SERVICE: ReadonlyMap<string, Merger> = new Map<string, Merger>([
  ...['command', 'entrypoint', 'healthcheck.test'].map((path): [string, Merger] => [path, (_, over) => over]),
  ...['annotations', 'environment', 'labels', 'sysctls', 'deploy.labels', 'build.args', 'build.labels'].map(
    (path): [string, Merger] => [path, mergeNamed],
  ),
  ['build.additional_contexts', mergeNamed],
  ...['build.extra_hosts', 'dns', 'dns_opt', 'dns_search', 'env_file', 'label_file', 'extra_hosts', 'tmpfs'].map(
    (path): [string, Merger] => [path, mergeLists],
  ),
  ...['depends_on', 'models', 'networks'].map((path): [string, Merger] => [path, mergeNames]),
  ['build', mergeBuild],
  ['logging', mergeLogging],
  ['ulimits.*', mergeLimit],
]);

/** Paths within a network, volume, secret or config. */
const RESOURCE: ReadonlyMap<string, Merger> = new Map<string, Merger>([
  ['labels', mergeNamed],
  ['ipam.config', mergeSubnets],
]);

export const mergeServices = (base: Node, over: Node, onClash: OnClash): Node =>
  merge(base, over, '', onClash, SERVICE);
export const mergeResources = (base: Node, over: Node, onClash: OnClash): Node =>
  merge(base, over, '', onClash, RESOURCE);

function merge(base: Node, over: Node, path: string, onClash: OnClash, special: ReadonlyMap<string, Merger>): Node {
  const merger = special.get(path) ?? (path.startsWith('ulimits.') ? special.get(starred(path)) : undefined);
  if (merger) return merger(base, over, path, onClash);
  if (isNull(over) || base === over) return base;
  if (base.kind === 'mapping') {
    if (over.kind === 'mapping') return mergeEntries(base, over, path, onClash, special);
    onClash(over, `must be a mapping to go over the one it overrides`);
    return base;
  }
  if (base.kind === 'sequence') {
    if (over.kind === 'sequence') return appended(base, over.items);
    onClash(over, `must be a list to go over the one it overrides`);
    return base;
  }
  return over;
}

const starred = (path: string): string => path.replace(/\.[^.]*$/, '.*');

function mergeEntries(
  base: Mapping,
  over: Mapping,
  path: string,
  onClash: OnClash,
  special: ReadonlyMap<string, Merger> = SERVICE,
): Mapping {
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    const next = path === '' ? key : `${path}.${key.replaceAll('.', HOLE)}`;
    entries.set(key, before ? merge(before, value, next, onClash, special) : value);
  }
  return { ...base, entries, origin: over.origin };
}

function appended(base: Sequence, items: readonly Node[]): Sequence {
  const all = [...base.items];
  const seen = new Set(all.map(quickKey));
  for (const item of items) {
    const key = quickKey(item);
    if (seen.has(key) && all.some((known) => sameValue(known, item))) continue;
    seen.add(key);
    all.push(item);
  }
  return withItems(base, all);
}

/** Different for what is different, mostly: so that long lists are not compared item by item. */
const quickKey = (node: Node): string => (node.kind === 'scalar' ? `${typeof node.unset} ${node.text}` : node.kind);

function itemsIn(node: Node): readonly Node[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind === 'mapping') return [...node.entries].flatMap(([name, value]) => pairsOf(name, value));
  return typeof node.unset === 'string' ? [node] : [];
}

/** An entry of a mapping as items of a list. They are written otherwise: nothing can be edited there. */
function pairsOf(name: string, value: Node): readonly Node[] {
  if (value.kind === 'sequence') return value.items.flatMap((item) => pairsOf(name, item));
  if (value.kind === 'mapping') return [];
  const pair = (text: string): string => (value.unset === null ? name : `${name}=${text}`);
  const origin: Origin = { ...value.origin, via: 'override', use: value.origin.use ?? value.origin.range };
  const part = partOf(value, pair(String(value.unset ?? '')), pair(value.text), pair(value.shipped));
  return [{ ...part, origin }];
}

function mergeLists(base: Node, over: Node): Node {
  const own = base.kind === 'sequence' ? base : over.kind === 'sequence' ? over : undefined;
  const list: Sequence = { kind: 'sequence', items: [], origin: (own ?? over).origin };
  return appended(withItems(list, itemsIn(base)), itemsIn(over));
}

/** `KEY=value` lists and mappings, in any combination: by name, the last one counts. */
function mergeNamed(base: Node, over: Node): Node {
  const entries = new Map([...namedEntries(base), ...namedEntries(over)]);
  return { kind: 'mapping', entries, origin: (isNull(over) ? base : over).origin };
}

export function namedEntries(node: Node): readonly [string, Node][] {
  if (node.kind === 'mapping') return [...node.entries];
  return itemsIn(node).flatMap((item): [string, Node][] => (item.kind === 'scalar' ? [namedItem(item)] : []));
}

function namedItem(item: Scalar): [string, Node] {
  const behind = (text: string): string | undefined => {
    const at = text.indexOf('=');
    return at < 0 ? undefined : text.slice(at + 1);
  };
  const whole = String(item.unset ?? '');
  const at = whole.indexOf('=');
  const name = at < 0 ? whole : whole.slice(0, at);
  const text = behind(item.text);
  return [name, partOf(item, behind(whole) ?? null, text ?? '', behind(item.shipped) ?? '')];
}

/** A list of names is a mapping without values. */
function mergeNames(base: Node, over: Node, path: string, onClash: OnClash): Node {
  const named = path === 'depends_on' ? waitsOf : namesOf;
  return mergeEntries(named(base), named(over), path, onClash);
}

/** A service that is named alone is waited for until it has started. */
function waitsOf(node: Node): Mapping {
  const names = namesOf(node);
  if (node.kind === 'mapping') return names;
  const entries = [...names.entries].map(([name, { origin }]): [string, Node] => {
    const text = 'service_started';
    const condition: Scalar = {
      kind: 'scalar',
      certainty: 'known',
      value: text,
      unset: text,
      text,
      shipped: text,
      written: '',
      origin,
    };
    return [name, { kind: 'mapping', entries: new Map([['condition', condition]]), origin }];
  });
  return withEntries(names, new Map(entries));
}

export function namesOf(node: Node): Mapping {
  if (node.kind === 'mapping') return node;
  const entries = new Map(
    itemsIn(node).flatMap((item): [string, Node][] =>
      item.kind === 'scalar' ? [[String(item.unset), partOf(item, null, '', '')]] : [],
    ),
  );
  return { kind: 'mapping', entries, origin: node.origin };
}

function mergeBuild(base: Node, over: Node, path: string, onClash: OnClash): Node {
  return mergeEntries(buildMapping(base), buildMapping(over), path, onClash);
}

export const buildMapping = (node: Node): Mapping =>
  node.kind === 'mapping'
    ? node
    : { kind: 'mapping', entries: new Map(isNull(node) ? [] : [['context', node]]), origin: node.origin };

/** Options go together only where the driver is the same, or one of them says none. */
function mergeLogging(base: Node, over: Node, path: string, onClash: OnClash): Node {
  if (base.kind !== 'mapping' || over.kind !== 'mapping') {
    onClash(over, 'logging must be a mapping');
    return base;
  }
  const [old, own] = [base.entries.get('driver'), over.entries.get('driver')];
  if (old && own && !sameValue(old, own)) return over;
  return mergeEntries(base, over, path, onClash);
}

function mergeLimit(base: Node, over: Node, path: string, onClash: OnClash): Node {
  return base.kind === 'mapping' && over.kind === 'mapping' ? mergeEntries(base, over, path, onClash) : over;
}

/** Address ranges of a network go together by their subnet. */
function mergeSubnets(base: Node, over: Node, _: string, onClash: OnClash): Node {
  if (base.kind !== 'sequence' || over.kind !== 'sequence') {
    onClash(over, 'must be a list');
    return base;
  }
  const bySubnet = new Map<string, Node>();
  for (const item of [...base.items, ...over.items]) {
    const subnet = item.kind === 'mapping' ? item.entries.get('subnet') : undefined;
    const key = subnet?.kind === 'scalar' ? subnet.text : '';
    const known = bySubnet.get(key);
    const both = known?.kind === 'mapping' && item.kind === 'mapping';
    bySubnet.set(key, both ? withEntries(item, new Map([...known.entries, ...item.entries])) : item);
  }
  return withItems(base, [...bySubnet.values()]);
}
