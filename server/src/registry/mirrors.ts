// Mirrors of registries: hosts that are asked first, as the user's configuration names them.
import { parseImageReference } from '../image/reference';
import { RegistryFailure } from './failure';

/** By registry, as references name it in lower case: `docker.io` to `mirror.acme.com/hub`, in the order of their asking. */
export type Mirrors = Readonly<Record<string, readonly string[]>>;

export interface Source {
  readonly registry: string;
  readonly repository: string;
}

/** Where an image may be had: the mirrors of its registry, and last the registry. What names no place is left out. */
export function sourcesOf(origin: Source, mirrors: Mirrors): readonly Source[] {
  const registry = origin.registry.toLowerCase();
  const named = Object.hasOwn(mirrors, registry) ? (mirrors[registry] ?? []) : [];
  const found = named.flatMap((mirror) => {
    const at = parseImageReference(`${mirror.replace(/\/+$/, '')}/${origin.repository}`);
    const isPlace = at && at.tag === undefined && at.digest === undefined && isHost(mirror);
    return isPlace ? [{ registry: at.registry, repository: at.repository }] : [];
  });
  return [...found, origin];
}

/** `acme/x` alone would be a place at Docker Hub. */
const isHost = (mirror: string): boolean => /^(?:[^/]*[.:]|localhost(?:\/|$))/.test(mirror);

/** The first answer of those that can give one; what all of them said where none can. */
export async function firstAnswer<Result>(
  sources: readonly Source[],
  ask: (source: Source, behind: readonly Source[]) => Promise<Result>,
): Promise<Result> {
  const failures: RegistryFailure[] = [];
  for (const [i, source] of sources.entries()) {
    try {
      return await ask(source, sources.slice(i + 1));
    } catch (error) {
      if (!(error instanceof RegistryFailure) || error.kind === 'aborted') throw error;
      failures.push(error);
    }
  }
  const last = failures.at(-1);
  if (!last || failures.length === 1) throw last;
  const messages = [...new Set(failures.map(({ message }) => message))];
  throw new RegistryFailure(last.kind, messages.join('; '), 'never', last.learned);
}
