// All that registries tell of an image, put together: what it is, and who vouches for it.
import type { Platform } from '../image/platform';
import type { ImageReference } from '../image/reference';
import type { RegistryFacts, TrustedKey } from '../image/registry-facts';
import { contentOf, type ImageContent } from './content';
import { RegistryFailure } from './failure';
import { missing } from './manifests';
import { type Provenance, provenanceOf } from './provenance';
import type { Repository } from './repository';
import { signedBy } from './simple-signing';

const NOTHING: Provenance = { signatures: [], otherSignatures: [], attestations: [] };

/** `others`: where else the image's signatures may be, such as the registry behind a mirror. */
export async function factsOfImage(
  repository: Repository,
  others: readonly Repository[],
  reference: ImageReference,
  { platform, keys }: { readonly platform: Platform | undefined; readonly keys: readonly TrustedKey[] },
): Promise<RegistryFacts> {
  const digest = reference.digest ?? (await repository.tag(reference.tag ?? 'latest')).digest;
  if (reference.digest !== undefined && !(await repository.has(digest)))
    throw missing(repository.place, digest, repository.learned);
  const content = await contentOf(repository, digest, platform);
  const { isDeprecated, mediaType, platforms, image } = content;
  const name = `${reference.registry}/${reference.repository}`;
  const { found, failure } = await provenanceAt([repository, ...others], content);
  const { signatures, otherSignatures, attestations } = found;
  const known = signedBy(signatures, otherSignatures, { name, digest }, keys);
  const isUnseen = failure !== undefined;
  return {
    digest,
    mediaType,
    isDeprecated,
    platforms,
    ...(image ? { image } : {}),
    signed: known.kind === 'unsigned' && isUnseen ? { kind: 'unknown', why: failure.message } : known,
    ...(attestations.length === 0 && isUnseen ? {} : { attestations }),
    learned: repository.learned,
  };
}

/** The first that has any. That there is none counts only where all have answered. */
async function provenanceAt(
  repositories: readonly Repository[],
  content: ImageContent,
): Promise<{ readonly found: Provenance; readonly failure?: RegistryFailure }> {
  let failure: RegistryFailure | undefined;
  let found = NOTHING;
  if (content.isDeprecated) return { found };
  for (const repository of repositories) {
    try {
      const provenance = await provenanceOf(repository, content);
      if (provenance.signatures.length + provenance.otherSignatures.length > 0) return { found: provenance };
      if (found.attestations.length === 0) found = provenance;
    } catch (error) {
      if (!(error instanceof RegistryFailure) || error.kind === 'aborted') throw error;
      failure ??= error;
    }
  }
  return { found, failure };
}
