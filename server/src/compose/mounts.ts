// What is mounted into a service: short and long syntax, tmpfs, and binds that hide behind a volume of the local driver.

import { once } from '../text/once';
import { booleanOf, itemsOf, type Service, textOf, valueAt, valueOf } from './model';
import { HOLE, type Node, type Scalar } from './node';

export type MountType = 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image';

export interface Mount {
  readonly node: Node;
  /** Undefined where a variable decides. */
  readonly type: MountType | undefined;
  /** The path on the host, the volume's name or the image; empty for none; undefined where it is unknown. */
  readonly source: string | undefined;
  /** Empty where a variable alone says it. */
  readonly target: string | undefined;
  readonly isReadOnly: boolean | undefined;
  /** `z`, `rshared`, `nocopy`… of the short syntax, and what the long one says of the same. */
  readonly options: readonly string[];
  /** The volume whose driver options make it the bind that it is. */
  readonly throughVolume?: string;
}

export const mountsOf = once((service: Service): readonly Mount[] =>
  itemsOf(valueOf(service, 'volumes')).map((node) => throughDriver(mountOf(node), service)),
);

export function mountOf(node: Node): Mount {
  if (node.kind === 'scalar') return shortMount(node);
  const text = (key: string): string | undefined => {
    const value = valueAt(node, key);
    return value === undefined ? '' : textOf(value);
  };
  const type = text('type');
  const readOnly = valueAt(node, 'read_only');
  const options = [
    textOf(valueAt(node, 'bind', 'propagation')),
    textOf(valueAt(node, 'bind', 'selinux')),
    booleanOf(valueAt(node, 'volume', 'nocopy')) ? 'nocopy' : undefined,
  ].filter((option) => option !== undefined);
  return {
    node,
    type: type === '' ? 'volume' : TYPES.find((known) => known === type),
    source: sourceAtHome(node) ?? text('source'),
    target: text('target'),
    isReadOnly: readOnly === undefined ? false : booleanOf(readOnly),
    options,
  };
}

/** The home folder of whoever runs Compose has a name, whatever it is. */
function atHome({ text, written }: Scalar): string {
  return text.startsWith(`${HOLE}/`) && /^\$(?:HOME|\{HOME\})\//.test(written) ? `~${text.slice(HOLE.length)}` : text;
}

function sourceAtHome(node: Node): string | undefined {
  const source = valueAt(node, 'source');
  return source?.kind === 'scalar' ? known(atHome(source)) : undefined;
}

const TYPES: readonly MountType[] = ['bind', 'volume', 'tmpfs', 'npipe', 'cluster', 'image'];

/** `[source:]target[:options]`; a drive letter keeps its colon. */
function shortMount(node: Scalar): Mount {
  const parts = splitMount(atHome(node));
  const [source, target, options = ''] = parts.length > 1 ? parts : ['', parts[0] ?? ''];
  const words = options.split(',').filter((word) => word !== '');
  return {
    node,
    type: typeOf(source ?? ''),
    source: known(source ?? ''),
    target: known(target ?? ''),
    isReadOnly: options.includes(HOLE) ? undefined : words.lastIndexOf('ro') > words.lastIndexOf('rw'),
    options: words.filter((word) => word !== 'ro' && word !== 'rw' && !word.includes(HOLE)),
  };
}

/** The parts between the colons of a short mount. */
export function splitMount(text: string): string[] {
  const parts = [''];
  for (const part of text.split(/(:)/)) {
    const last = parts.length - 1;
    const isDrive = part === ':' && /^\p{L}$/u.test(parts[last] ?? '') && text.length > 2;
    if (part === ':' && !isDrive) parts.push('');
    else parts[last] += part;
  }
  return parts;
}

const known = (text: string): string | undefined => (text.includes(HOLE) ? undefined : text);

function typeOf(source: string): MountType | undefined {
  if (/^(?:[./~]|\\\\|\p{L}:)/u.test(source)) return 'bind';
  return source.startsWith(HOLE) ? undefined : 'volume';
}

/** A named volume with the local driver and `o: bind` is the folder of the host that `device` names. */
function throughDriver(mount: Mount, { resources }: Service): Mount {
  if (mount.type !== 'volume' || !mount.source) return mount;
  const volume = resources.volumes.get(mount.source);
  if (!volume || (volume.driver ?? 'local') !== 'local') return mount;
  const how = (volume.options.get('o') ?? '').split(',');
  const device = volume.options.get('device');
  if (device === undefined || !how.some((word) => word === 'bind' || word === 'rbind')) return mount;
  const isReadOnly = mount.isReadOnly || how.includes('ro');
  return { ...mount, type: 'bind', source: device, isReadOnly, throughVolume: mount.source };
}

export interface Tmpfs {
  readonly node: Node;
  readonly target: string | undefined;
  readonly options: readonly string[];
}

export const tmpfsOf = (service: Service): readonly Tmpfs[] =>
  itemsOf(valueOf(service, 'tmpfs')).map((node) => {
    const [target = '', ...options] = (node.kind === 'scalar' ? node.text : '').split(':');
    return { node, target: known(target), options: options.join(':').split(',').filter(Boolean) };
  });
