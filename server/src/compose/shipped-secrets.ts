// Secrets that a Compose file itself ships: those behind a name, and those that their value gives away.
import { findSecrets } from '../secrets/by-value';
import type { Secret } from '../secrets/secret';
import { type Worth, worthOf } from '../secrets/weak';
import { once } from '../text/once';
import { type Range, rangeOf } from '../text/range';
import type { NamedValue } from './entries';
import type { Service } from './model';
import { HOLE, type Node, type Scalar } from './node';
import { isOwn, placeOf } from './place';

/** What the file ships under a name: the whole value, with holes. Empty where there is none. */
export function shippedOf({ node, form }: NamedValue): string {
  if (node.kind !== 'scalar' || node.value === null) return '';
  return form === 'mapping' ? node.shipped : node.shipped.slice(node.shipped.indexOf('=') + 1 || node.shipped.length);
}

/** Letters and figures beside a variable: `hunter2$X`, where a `$` was meant to be part of a password. */
const BESIDE_HOLE = /^(?=.*[a-z])(?=.*\d)[^\s:/.,\-_]{6,}$/i;

/** What a value that is shipped under a name is worth. Several rules ask. */
export const worthOfShipped = once((named: NamedValue): Worth | undefined => {
  const shipped = shippedOf(named);
  if (shipped === '') return undefined;
  if (!shipped.includes(HOLE)) return worthOf(named.name, shipped);
  const rest = shipped.replaceAll(HOLE, '');
  return BESIDE_HOLE.test(rest) && shipped.indexOf(HOLE) > 0 ? worthOf(named.name, rest) : undefined;
});

/** Secrets by their value alone, none of which a variable decides. */
export const secretsIn = (shipped: string): readonly Secret[] =>
  shipped.length < 8 ? [] : findSecrets(shipped).filter(({ start, end }) => !shipped.slice(start, end).includes(HOLE));

/** Where a part of what is shipped is written; the value's own place, where that is not plain. */
export function placeOfPart(service: Service, node: Scalar, start: number, end: number): Range {
  const place = placeOf(service, node);
  const part = node.shipped.slice(start, end);
  if (!isOwn(service, node) || part === '' || part.includes('\n')) return place;
  let left = node.shipped.slice(0, start).split(part).length;
  for (let line = place.start.line; line <= place.end.line; line++) {
    const text = service.lines[line] ?? '';
    const last = line === place.end.line ? place.end.character : text.length;
    let at = text.indexOf(part, line === place.start.line ? place.start.character : 0);
    while (at >= 0 && --left > 0) at = text.indexOf(part, at + part.length);
    if (at >= 0 && at + part.length <= last) return rangeOf(line, at, line, at + part.length);
  }
  return place;
}

/** What nothing may show: the value where it is written, in this file. */
export const maskOf = (service: Service, node: Node): readonly Range[] =>
  node.origin.uri === service.uri ? [node.origin.range] : [];
