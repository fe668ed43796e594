// A project as compose-go prints it, taken apart into what a fix can declare: a key of a service, a part of the top level.

interface Printed {
  readonly services?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [part: string]: unknown;
}

/** Each value by `service.key` or `:part`, as JSON. */
export type Reading = ReadonlyMap<string, string>;

export function readingOf(project: Printed): Reading {
  const reading = new Map<string, string>();
  for (const [name, service] of Object.entries(project.services ?? {})) {
    reading.set(`${name}.`, '');
    for (const [key, value] of Object.entries(service)) {
      if (!isImplied(key, value)) reading.set(`${name}.${key}`, JSON.stringify(value));
    }
  }
  for (const [part, value] of Object.entries(project)) {
    if (part === 'services' || typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (part !== 'networks' || name !== 'default') reading.set(`:${part}:${name}`, JSON.stringify(each));
    }
  }
  return reading;
}

/** Compose puts a service on the default network where nothing else is said. */
const isImplied = (key: string, value: unknown): boolean =>
  key === 'networks' && JSON.stringify(value) === '{"default":null}';

/** What reads differently and is declared by none of these names. */
export function undeclared(before: Reading, after: Reading, declared: ReadonlySet<string>): string[] {
  if (declared.has('*')) return [];
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key) && !declared.has(nameOf(key)));
}

/** `:networks:front` is declared as `networks`, `web.ports` as `ports`. */
const nameOf = (key: string): string =>
  (key.startsWith(':') ? key.split(':')[1] : key.slice(key.lastIndexOf('.') + 1)) ?? '';
