// Names with values: environment, labels, arguments and their like, which Compose takes as a mapping and as a list.

import { textOf } from './model';
import { HOLE, type Node, type Origin } from './node';

export interface NamedValue {
  readonly name: string;
  /** Undefined where it is unknown, and where there is none: then `isPassedThrough`. */
  readonly value: string | undefined;
  /** The value as a text, with a HOLE for each part that is unknown. */
  readonly text: string;
  /** The name stands alone: the value is that of the variable of the same name where Compose runs. */
  readonly isPassedThrough: boolean;
  /** The value in a mapping; in a list the whole item `NAME=value`. */
  readonly node: Node;
  readonly origin: Origin;
  readonly form: 'mapping' | 'list';
}

/** In their order; the last one of a name is the one that counts, and alone stands here. */
export function namedValuesOf(node: Node | undefined): readonly NamedValue[] {
  if (node?.kind === 'mapping') return [...node.entries].map(([name, value]) => ofMapping(name, value));
  if (node?.kind !== 'sequence') return [];
  const byName = new Map<string, NamedValue>();
  for (const item of node.items) {
    if (item.kind !== 'scalar') continue;
    const named = ofItem(item.text, item);
    byName.set(named.name, named);
  }
  return [...byName.values()];
}

function ofMapping(name: string, node: Node): NamedValue {
  const isPassedThrough = node.kind === 'scalar' && node.value === null;
  const text = node.kind === 'scalar' ? node.text : '';
  // A value that merging took out of a list still stands there, with its name.
  const form = node.origin.key === node.origin.range ? 'list' : 'mapping';
  return { name, value: textOf(node), text, isPassedThrough, node, origin: node.origin, form };
}

function ofItem(item: string, node: Node): NamedValue {
  const at = item.indexOf('=');
  const name = at < 0 ? item : item.slice(0, at);
  const text = at < 0 ? '' : item.slice(at + 1);
  const value = at < 0 || text.includes(HOLE) ? undefined : text;
  return { name, value, text, isPassedThrough: at < 0, node, origin: node.origin, form: 'list' };
}
