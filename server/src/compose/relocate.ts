// Paths of a service that stands in another folder: Compose takes them from there. Here they are said from the folder of the
// file that is read.

import { splitMount } from './mounts';
import { HOLE, type Mapping, type Node, type Scalar } from './node';
import { withEntries, withItems } from './nodes';
import { cleanPath } from './unique';

/** `prefix` is the other folder, seen from this one: `db`, `../common`. */
export function relocatedService(service: Mapping, prefix: string): Mapping {
  if (prefix === '' || prefix === '.') return service;
  const path = (node: Node): Node => relocated(node, (text) => joined(prefix, text));
  const context = (node: Node): Node => relocated(node, (text) => (isElsewhere(text) ? text : joined(prefix, text)));
  const change: Readonly<Record<string, (node: Node) => Node>> = {
    build: (node) =>
      node.kind === 'mapping'
        ? changed(node, { context, additional_contexts: (all) => each(all, context) })
        : context(node),
    env_file: (node) => each(node, (item) => (item.kind === 'mapping' ? changed(item, { path }) : path(item))),
    label_file: (node) => each(node, path),
    volumes: (node) =>
      each(node, (item) =>
        item.kind === 'mapping' ? relocatedMount(item, path) : relocated(item, (text) => shortMount(prefix, text)),
      ),
  };
  return changed(service, change);
}

/** Secrets and configs name their file so. */
export const relocatedResource = (resource: Node, prefix: string): Node =>
  prefix === '' || prefix === '.' || resource.kind !== 'mapping'
    ? resource
    : changed(resource, { file: (node) => relocated(node, (text) => joined(prefix, text)) });

function changed(mapping: Mapping, change: Readonly<Record<string, (node: Node) => Node>>): Mapping {
  const entries = new Map(mapping.entries);
  for (const [key, apply] of Object.entries(change)) {
    const node = entries.get(key);
    if (node) entries.set(key, apply(node));
  }
  return withEntries(mapping, entries);
}

function each(node: Node, change: (item: Node) => Node): Node {
  if (node.kind === 'sequence') return withItems(node, node.items.map(change));
  if (node.kind === 'scalar') return change(node);
  return withEntries(node, new Map([...node.entries].map(([key, value]) => [key, change(value)])));
}

function relocatedMount(mount: Mapping, path: (node: Node) => Node): Mapping {
  const type = mount.entries.get('type');
  return type?.kind === 'scalar' && type.unset === 'bind' ? changed(mount, { source: path }) : mount;
}

function relocated(node: Node, change: (text: string) => string): Node {
  if (node.kind !== 'scalar' || typeof node.unset !== 'string') return node;
  const unset = change(node.unset);
  const scalar: Scalar = { ...node, unset, text: change(node.text), shipped: change(node.shipped) };
  return typeof node.value === 'string' ? { ...scalar, value: unset } : scalar;
}

const ABSOLUTE = /^(?:[/~\\]|\p{L}:[\\/])/u;
const REMOTE = /^(?:https?:|git:|git@|github\.com\/|service:)|:\/\//;

const isElsewhere = (text: string): boolean => REMOTE.test(text);

/** A path that a variable begins may be absolute. */
function joined(prefix: string, path: string): string {
  if (path === '' || path.startsWith(HOLE) || ABSOLUTE.test(path)) return path;
  return cleanPath(`${prefix}/${path}`);
}

function shortMount(prefix: string, text: string): string {
  const parts = splitMount(text);
  const [source = ''] = parts;
  if (parts.length < 2 || !source.startsWith('.')) return text;
  const moved = joined(prefix, source);
  return [moved.startsWith('.') ? moved : `./${moved}`, ...parts.slice(1)].join(':');
}
