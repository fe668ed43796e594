// Values as Compose compares them: what they are when no variable is set, wherever they are written.
import type { Mapping, Node, Scalar, Sequence } from './node';

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** What Compose reads when no variable is set but those of `.env`. */
export function plainOf(node: Node): Plain {
  if (node.kind === 'scalar') return node.unset;
  if (node.kind === 'sequence') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainOf(value)]));
}

export const isNull = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.unset === null;

/** The text that Compose sees; undefined for what is no text to it. */
export const stringOf = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && typeof node.unset === 'string' ? node.unset : undefined;

/** Equal in value, wherever they are written. */
export function sameValue(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.unset === b.unset && a.text === b.text;
  if (a.kind === 'sequence') {
    return (
      b.kind === 'sequence' && a.items.length === b.items.length && a.items.every((item, i) => sameAt(item, b.items[i]))
    );
  }
  if (b.kind !== 'mapping' || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, value]) => sameAt(value, b.entries.get(key)));
}

const sameAt = (a: Node, b: Node | undefined): boolean => b !== undefined && sameValue(a, b);

export const withEntries = (mapping: Mapping, entries: ReadonlyMap<string, Node>): Mapping => ({ ...mapping, entries });
export const withItems = (sequence: Sequence, items: readonly Node[]): Sequence => ({ ...sequence, items });

/** A part of a written text as a value of its own, at the place of the whole. */
export const partOf = (whole: Scalar, unset: string | null, text: string, shipped: string): Scalar => ({
  ...whole,
  value: text.includes('\ufffc') ? undefined : unset,
  unset,
  text,
  shipped,
});
