// What refers to an image: signatures and attestations that were pushed behind it. Registries without the API keep the same
// list under a tag.
// Source: the distribution specification of the OCI, "Listing Referrers" and "Referrers Tag Schema".
import { isDigest } from './digest';
import { RegistryFailure } from './failure';
import { jsonObject, listOf, recordOf } from './json';
import type { Place } from './manifests';
import type { Session } from './session';

export interface Referrer {
  readonly digest: string;
  /** Of the artifact: `application/vnd.in-toto+json`. */
  readonly type: string;
  /** The in-toto predicate, where the list says it. */
  readonly predicateType?: string;
}

const ACCEPT = 'application/vnd.oci.image.index.v1+json';
const MAX_BYTES = 4 * 1_048_576;
/** Behind so many nobody looks. */
const MAX_REFERRERS = 200;
/** Those that have answered without knowing the API are not asked for it again. */
const without = new WeakSet<Session>();

/** Undefined where the registry does not know the API. */
export async function referrersAt(
  { session, registry, repository }: Place,
  digest: string,
  signal: AbortSignal,
): Promise<readonly Referrer[] | undefined> {
  if (without.has(session)) return undefined;
  const path = `/v2/${repository}/referrers/${digest}`;
  const asked = { method: 'GET', path, repository, accept: ACCEPT, maxBytes: MAX_BYTES } as const;
  const { status, body } = await session.ask(asked, signal);
  if (status === 403) throw new RegistryFailure('denied', `${registry} does not let us read ${repository}`);
  const said = status === 200 ? jsonObject(body) : undefined;
  if (Array.isArray(said?.manifests)) return referrersIn(said);
  without.add(session);
  return undefined;
}

/** The tag of the list where there is no API; cosign puts its own behind the same, with `.sig` and `.att`. */
export const tagOfDigest = (digest: string): string => digest.replace(':', '-').slice(0, 120);

export const referrersIn = ({ manifests }: Readonly<Record<string, unknown>>): readonly Referrer[] =>
  listOf(manifests)
    .slice(0, MAX_REFERRERS)
    .flatMap((each) => {
      const { digest, artifactType, annotations } = recordOf(each);
      if (!isDigest(digest) || typeof artifactType !== 'string') return [];
      const predicateType = predicateIn(recordOf(annotations));
      return [{ digest, type: artifactType, ...(predicateType === undefined ? {} : { predicateType }) }];
    });

/** One that was kept. */
export function keptReferrer(value: unknown): readonly Referrer[] {
  const { digest, type, predicateType } = recordOf(value);
  if (!isDigest(digest) || typeof type !== 'string') return [];
  return [{ digest, type, ...(typeof predicateType === 'string' ? { predicateType } : {}) }];
}

const PREDICATE_KEYS = ['in-toto.io/predicate-type', 'dev.sigstore.bundle.predicateType', 'predicateType'];

/** BuildKit, sigstore's bundles and cosign each have a key of their own. */
export function predicateIn(annotations: Readonly<Record<string, unknown>>): string | undefined {
  const found = PREDICATE_KEYS.map((key) => annotations[key]).find((value) => typeof value === 'string');
  return typeof found === 'string' && /^[\x21-\x7e]{1,200}$/.test(found) ? found : undefined;
}
