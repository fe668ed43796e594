// The networks, volumes and secrets that a service names, so that it stays the same value while others change.
import { grantsIn } from './grants';
import { itemsOf, type Resource, type Resources, type UsedResources, valueAt } from './model';
import { mountOf } from './mounts';
import { attachmentsIn } from './networks';
import type { Mapping } from './node';

const KINDS = ['networks', 'volumes', 'secrets'] as const;

/** What may mean something at the top level. */
export type UsedNames = Readonly<Record<(typeof KINDS)[number], readonly string[]>>;

export const namesUsed = (body: Mapping): UsedNames => ({
  networks: [...attachmentsIn(valueAt(body, 'networks')).map(({ name }) => name), 'default'],
  volumes: itemsOf(valueAt(body, 'volumes')).flatMap((node) => mountOf(node).source || []),
  secrets: grantsIn(valueAt(body, 'secrets'), '').flatMap(({ source }) => source ?? []),
});

export function resourcesNamed(names: UsedNames, all: Resources): UsedResources {
  const named = (kind: (typeof KINDS)[number]): ReadonlyMap<string, Resource> =>
    new Map(
      names[kind].flatMap((name): [string, Resource][] => {
        const resource = all[kind].get(name);
        return resource ? [[name, resource]] : [];
      }),
    );
  return { networks: named('networks'), volumes: named('volumes'), secrets: named('secrets') };
}

/** Each of the names means what it meant. */
export const meanTheSame = (names: UsedNames, before: UsedResources, now: Resources): boolean =>
  KINDS.every((kind) => names[kind].every((name) => sameResource(before[kind].get(name), now[kind].get(name))));

export const sameUsed = (a: UsedResources, b: UsedResources): boolean =>
  KINDS.every(
    (kind) =>
      a[kind].size === b[kind].size &&
      [...a[kind]].every(([name, resource]) => sameResource(resource, b[kind].get(name))),
  );

const sameResource = (a: Resource | undefined, b: Resource | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.isExternal === b.isExternal &&
    a.driver === b.driver &&
    sameMaps(a.options, b.options) &&
    sameMaps(a.values, b.values));

const sameMaps = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
