// A registry's answer as rules are given it.
import type { LearnedImage } from './learned';
import type { RegistryAnswer, TrustedKey } from './registry-facts';

/** `image` is of what the reference names, `tag` of what its tag names now; the same where it carries no digest. Signatures were checked with `keys`. */
export function learnedImage(
  image: RegistryAnswer,
  tag: RegistryAnswer | undefined,
  keys: readonly TrustedKey[] = [],
): LearnedImage {
  const { host, at } = image.kind === 'known' ? image.facts.learned : image.learned;
  const learned = { where: host, when: dayOf(at) };
  if (image.kind === 'missing') return { exists: false, learned };
  const { mediaType, platforms, signed, attestations, image: own } = image.facts;
  return {
    exists: true,
    digest: tag?.kind === 'known' ? tag.facts.digest : undefined,
    mediaType,
    // An index may not say for which platforms its images are.
    platforms: platforms.length > 0 ? platforms : undefined,
    user: own?.user,
    created: dayOfCreation(own?.created),
    // Unknown where the registry did not let us see.
    signed: signed.kind === 'unknown' ? undefined : signed.kind,
    checkedWith: keys.map(({ pem }) => pem),
    attestations: attestations?.map(({ predicateType, kind }) => predicateType ?? kind),
    learned,
  };
}

/** Containers are younger. */
const FIRST = Date.UTC(2000, 0, 1);

/** As `2026-11-22`. Undefined for the years that reproducible builds say. */
export function dayOfCreation(created: string | undefined): string | undefined {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  return time >= FIRST ? dayOf(time) : undefined;
}

/** Milliseconds since 1970 to `2026-11-22`. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
