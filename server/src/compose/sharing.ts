// How many services read one written value: what an edit of an anchor, or of a service that others extend, would change.
import { once } from '../text/once';
import { comparePositions, type Position, shiftRange } from '../text/range';
import type { Service } from './model';
import type { Node } from './node';

/** A service, and the line that its ranges count from; undefined where the file has no entry for it. */
export interface At {
  readonly service: Service;
  readonly line: number | undefined;
}

/** A service that stands in the file, in the file's lines. */
interface Owner {
  readonly service: Service;
  readonly line: number;
  readonly start: Position;
  readonly end: Position;
}

export class Sharing {
  private lines: ReadonlyMap<string, number> = new Map();
  /** By kind and place: how many services read a value that stands outside of at least one of them. */
  private users: ReadonlyMap<string, number> = new Map();

  /** What each service shares with others, as a text: what is said of that is said of a service that is the same in this, too. */
  update(services: readonly At[]): ReadonlyMap<string, string> {
    this.lines = new Map(services.map(({ service, line }) => [service.name, line ?? 0]));
    const readers = new Map<string, { readonly node: Node; readonly at: At; count: number }>();
    for (const at of services) {
      for (const [key, node] of takenInBy(at)) {
        const known = readers.get(key);
        if (known) known.count++;
        else readers.set(key, { node, at, count: 1 });
      }
    }
    const owners = readers.size > 0 ? ownersIn(services) : [];
    const users = new Map<string, number>();
    const shared = new Map<string, string>();
    for (const [key, { node, at, count }] of readers) {
      const owner = ownerOf(node, at, owners);
      users.set(key, count + (owner ? 1 : 0));
      if (!owner) continue;
      const { name } = owner.service;
      shared.set(name, `${shared.get(name) ?? ''}${keyOf(node, (at.line ?? 0) - owner.line)}=${count};`);
    }
    for (const at of services) {
      let counts = '';
      for (const key of takenInBy(at).keys()) counts += `${users.get(key)},`;
      if (counts !== '') shared.set(at.service.name, counts + (shared.get(at.service.name) ?? ''));
    }
    this.users = users;
    return shared;
  }

  /** Of a value that a service of the last update reads; `uri` is the file that is read. */
  usersOf(service: string, uri: string, node: Node): number {
    const line = node.origin.uri === uri ? (this.lines.get(service) ?? 0) : 0;
    return this.users.size === 0 ? 1 : (this.users.get(keyOf(node, line)) ?? 1);
  }
}

/** The same for one written value, whichever service reads it: `line` is the one that its ranges count from. */
function keyOf({ kind, origin: { uri, range } }: Node, line: number): string {
  const { start, end } = range;
  return `${kind} ${start.line + line}:${start.character}-${end.line + line}:${end.character} ${uri}`;
}

const isWithin = ({ origin: { range } }: Node, start: Position, end: Position): boolean =>
  comparePositions(start, range.start) <= 0 && comparePositions(range.end, end) <= 0;

/** What a service reads that does not stand in its own text. */
const outside = once((service: Service): readonly Node[] => {
  const { uri, lines, range } = service;
  return nodesIn(service.body).filter(
    (node) => lines.length === 0 || node.origin.uri !== uri || !isWithin(node, range.start, range.end),
  );
});

/** What stands in its text, by kind and place in it. */
const inside = once((service: Service): ReadonlySet<string> => {
  const taken = new Set(outside(service));
  return new Set(nodesIn(service.body).flatMap((node) => (taken.has(node) ? [] : keyOf(node, 0))));
});

const placed = new WeakMap<Service, { readonly line: number; readonly keys: ReadonlyMap<string, Node> }>();

function takenInBy({ service, line = 0 }: At): ReadonlyMap<string, Node> {
  const known = placed.get(service);
  if (known?.line === line) return known.keys;
  const keys = new Map(outside(service).map((node) => [keyOf(node, node.origin.uri === service.uri ? line : 0), node]));
  placed.set(service, { line, keys });
  return keys;
}

/** In their order. */
const ownersIn = (services: readonly At[]): readonly Owner[] =>
  services
    .flatMap(({ service, line }): Owner[] =>
      line === undefined ? [] : [{ service, line, ...shiftRange(service.range, line) }],
    )
    .sort((a, b) => comparePositions(a.start, b.start));

/** The service whose text a value stands in, if that reads it itself. */
function ownerOf(node: Node, { service: reader, line = 0 }: At, owners: readonly Owner[]): Owner | undefined {
  if (node.origin.uri !== reader.uri) return undefined;
  const { start } = shiftRange(node.origin.range, line);
  let [low, high] = [0, owners.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const owner = owners[middle];
    if (owner && comparePositions(owner.start, start) <= 0) low = middle + 1;
    else high = middle;
  }
  const owner = owners[low - 1];
  return owner && inside(owner.service).has(keyOf(node, line - owner.line)) ? owner : undefined;
}

function nodesIn(node: Node): readonly Node[] {
  const nodes: Node[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    nodes.push(next);
    if (next.kind === 'scalar') continue;
    for (const child of next.kind === 'sequence' ? next.items : next.entries.values()) waiting.push(child);
  }
  return nodes;
}
