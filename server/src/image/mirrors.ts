// Mirrors of registries: hosts that are asked first, as the user's configuration names them.
import { type ImageReference, parseImageReference } from './reference';

/**
 * By registry, or by the beginning of a name in one: `docker.io` or `docker.io/acme` to `mirror.acme.com/hub`, in the order of
 * their asking. What stands behind that beginning is looked for behind the mirror.
 */
export type Mirrors = Readonly<Record<string, readonly string[]>>;

export interface Source {
  readonly registry: string;
  readonly repository: string;
}

/** Where an image may be had: the mirrors of its registry, and last the registry. What names no place is left out. */
export function sourcesOf({ registry, repository }: Source, mirrors: Mirrors): readonly Source[] {
  const origin = { registry, repository };
  const name = nameOf(origin);
  const [prefix] = Object.keys(mirrors)
    .map((key) => ({ key, written: prefixOf(key) }))
    .filter(({ written }) => name === written || name.startsWith(`${written}/`))
    .sort((a, b) => b.written.length - a.written.length);
  if (!prefix) return [origin];
  const rest = name.slice(prefix.written.length);
  const found = (mirrors[prefix.key] ?? []).flatMap(
    (mirror) => placeAt(`${withoutSlash(mirror)}${rest}`, mirror) ?? [],
  );
  return [...found, origin];
}

/** Who is asked for an image, in the order of their asking. */
export const hostsAsked = (references: readonly ImageReference[], mirrors: Mirrors): readonly string[] => [
  ...new Set(references.flatMap((reference) => sourcesOf(reference, mirrors).map(({ registry }) => registry))),
];

/** A host, and names behind it. `acme/x` alone would be a place at Docker Hub. */
export const isMirror = (text: string): boolean => placeAt(`${withoutSlash(text)}/a`, text) !== undefined;

const isHost = (text: string): boolean => /^(?:[^/]*[.:]|localhost(?:\/|$))/.test(text);

function placeAt(text: string, mirror: string): Source | undefined {
  const at = parseImageReference(text);
  if (!at || at.tag !== undefined || at.digest !== undefined || !isHost(mirror)) return undefined;
  return { registry: at.registry, repository: at.repository };
}

const nameOf = ({ registry, repository }: Source): string => `${registry.toLowerCase()}/${repository}`;

/** Docker Hub has several names: references know one. */
function prefixOf(key: string): string {
  const written = withoutSlash(key);
  const slash = written.indexOf('/');
  const host = slash < 0 ? written : written.slice(0, slash);
  const registry = parseImageReference(`${host}/a/b`)?.registry ?? host;
  return `${registry.toLowerCase()}${slash < 0 ? '' : written.slice(slash)}`;
}

const withoutSlash = (text: string): string => {
  let end = text.length;
  while (text.charAt(end - 1) === '/') end--;
  return text.slice(0, end);
};
