// How many services read one written value: what an edit of an anchor, or of a service that others extend, would change.
import type { Service } from './model';
import type { Node } from './node';

/** A service, and the line that its ranges count from. */
interface At {
  readonly service: Service;
  readonly line: number;
}

export class Sharing {
  private services: ReadonlyMap<string, At> = new Map();
  private counts: Map<string, number> | undefined;

  update(services: readonly At[]): void {
    this.services = new Map(services.map((at) => [at.service.name, at]));
    this.counts = undefined;
  }

  /** Asked rarely: when a fix is offered. Counted once for each version of the project. */
  usersOf(name: string, node: Node): number {
    const at = this.services.get(name);
    if (!at) return 1;
    this.counts ??= countsOf(this.services.values());
    return this.counts.get(placeKey(node, at)) ?? 1;
  }
}

/** The same for one written value, whichever service reads it. */
function placeKey({ kind, origin: { uri, range } }: Node, { service, line }: At): string {
  const base = uri === service.uri ? line : 0;
  const { start, end } = range;
  return `${kind} ${start.line + base}:${start.character}-${end.line + base}:${end.character} ${uri}`;
}

function countsOf(services: Iterable<At>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const at of services) {
    const seen = new Set<string>();
    visit(at.service.body, at, seen);
    for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function visit(node: Node, at: At, seen: Set<string>): void {
  seen.add(placeKey(node, at));
  if (node.kind === 'sequence') for (const item of node.items) visit(item, at, seen);
  if (node.kind === 'mapping') for (const value of node.entries.values()) visit(value, at, seen);
}
