// Values that are the same in meaning and in place, so that one may stand for the other.
import type { Range } from '../text/range';
import type { Node, Origin } from './node';

export const sameRange = (a: Range | undefined, b: Range | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character);

const sameOrigin = (a: Origin, b: Origin): boolean =>
  a.uri === b.uri &&
  a.via === b.via &&
  sameRange(a.range, b.range) &&
  sameRange(a.key, b.key) &&
  sameRange(a.use, b.use);

export function sameNode(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (!sameOrigin(a.origin, b.origin)) return false;
  if (a.kind === 'scalar') {
    return (
      b.kind === 'scalar' &&
      a.certainty === b.certainty &&
      Object.is(a.unset, b.unset) &&
      a.text === b.text &&
      a.shipped === b.shipped &&
      a.written === b.written
    );
  }
  if (a.kind === 'sequence') {
    return (
      b.kind === 'sequence' && a.items.length === b.items.length && a.items.every((item, i) => sameAt(item, b.items[i]))
    );
  }
  if (b.kind !== 'mapping' || a.entries.size !== b.entries.size) return false;
  const others = [...b.entries];
  return [...a.entries].every(([key, value], i) => others[i]?.[0] === key && sameAt(value, others[i]?.[1]));
}

const sameAt = (a: Node, b: Node | undefined): boolean => b !== undefined && sameNode(a, b);
