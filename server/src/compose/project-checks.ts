// What Compose refuses of services together: names that nothing says, services that wait for each other.

import { namesOf } from './merge';
import type { Problem } from './model';
import { valueAt } from './model';
import type { Mapping, Node } from './node';
import { isNull, stringOf } from './nodes';
import { quoted } from './quoted';

/** The names that a project has. */
export interface Names {
  readonly services: ReadonlySet<string>;
  readonly jobs: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
}

/** What a service needs of others, with the place to say it at. Depends on the service alone. */
export interface Need {
  readonly kind: keyof Names;
  readonly name: string;
  readonly at: Node;
  /** It is started after the other one. */
  readonly isWaiting: boolean;
}

export function needsOf(body: Mapping): readonly Need[] {
  const needs: Need[] = [];
  const need = (kind: keyof Names, name: string | undefined, at: Node, isWaiting = false): void => {
    if (name !== undefined && !(at.kind === 'scalar' && at.certainty === 'unknown'))
      needs.push({ kind, name, at, isWaiting });
  };
  const names = (key: string): readonly (readonly [string, Node])[] => {
    const node = body.entries.get(key);
    return node && !isNull(node) ? [...namesOf(node).entries] : [];
  };
  for (const [name, at] of names('networks')) need('networks', name, at);
  for (const [name, at] of names('models')) need('models', name, at);
  for (const [name, at] of names('depends_on')) need('services', name, at, true);
  for (const at of itemsAt(body, 'links')) need('services', stringOf(at)?.split(':', 1)[0], at, true);
  for (const at of itemsAt(body, 'volumes_from')) {
    const text = stringOf(at);
    if (text !== undefined && !text.startsWith('container:')) need('services', text.split(':', 1)[0], at, true);
  }
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const at = body.entries.get(key);
    const text = stringOf(at);
    if (at && text?.startsWith('service:')) need('services', text.slice('service:'.length), at, true);
  }
  for (const at of itemsAt(body, 'volumes')) need('volumes', volumeName(at), at);
  for (const kind of ['secrets', 'configs'] as const) {
    for (const at of itemsAt(body, kind)) need(kind, stringOf(at) ?? stringOf(valueAt(at, 'source')), at);
  }
  for (const at of itemsAt(body, 'build', 'secrets'))
    need('secrets', stringOf(at) ?? stringOf(valueAt(at, 'source')), at);
  return needs;
}

const itemsAt = (body: Mapping, ...path: readonly string[]): readonly Node[] => {
  const node = valueAt(body, ...path);
  return node?.kind === 'sequence' ? node.items : [];
};

/** The named volume of a mount; undefined for a path, and for one without a name. */
function volumeName(node: Node): string | undefined {
  if (node.kind === 'mapping') {
    const name = stringOf(node.entries.get('source'));
    return stringOf(node.entries.get('type')) === 'volume' && name !== '' ? name : undefined;
  }
  const text = stringOf(node);
  const source =
    text !== undefined && text.length > 2 && text.includes(':') ? text.slice(0, text.indexOf(':')) : undefined;
  const isPath = source === undefined || /^(?:[./~]|\\\\)/.test(source) || /^\p{L}$/u.test(source);
  return isPath || source === '' ? undefined : source;
}

const WHAT: Readonly<Record<keyof Names, string>> = {
  services: 'service',
  jobs: 'job',
  volumes: 'volume',
  networks: 'network',
  secrets: 'secret',
  configs: 'config',
  models: 'model',
};

/** What a service needs and nothing gives. */
export function missingProblems(needs: readonly Need[], names: Names): Problem[] {
  return needs.flatMap(({ kind, name, at }): Problem[] => {
    if (names[kind].has(name) || (kind === 'networks' && name === 'default')) return [];
    const where = kind === 'services' ? 'there is no service' : `no top-level ${kind} names the ${WHAT[kind]}`;
    const { use, range } = at.origin;
    return [{ kind: 'invalid', severity: 'error', message: `${where} ${quoted(name)}`, range: use ?? range }];
  });
}

/** Services in a circle of waiting: each service at most once, with the need that closes the circle. */
export function circles(services: ReadonlyMap<string, readonly Need[]>): ReadonlyMap<string, Need> {
  const found = new Map<string, Need>();
  const done = new Set<string>();
  for (const start of services.keys()) {
    if (done.has(start)) continue;
    const open = new Set<string>([start]);
    const stack = [{ name: start, waits: waitsOf(services, start), next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const wait = top.waits[top.next++];
      if (!wait) {
        open.delete(top.name);
        done.add(top.name);
        stack.pop();
      } else if (open.has(wait.name)) found.set(top.name, wait);
      else if (!done.has(wait.name)) {
        open.add(wait.name);
        stack.push({ name: wait.name, waits: waitsOf(services, wait.name), next: 0 });
      }
    }
  }
  return found;
}

const waitsOf = (services: ReadonlyMap<string, readonly Need[]>, name: string): readonly Need[] =>
  (services.get(name) ?? []).filter(({ isWaiting }) => isWaiting);
