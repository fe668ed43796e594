// What an image is and who it runs as, of its manifests and the configuration of one platform.
import { type Platform, platformFor, platformText } from '../image/platform';
import type { PlatformFacts, RegistryFacts } from '../image/registry-facts';
import { platformOf } from './image-config';
import { listOf, recordOf } from './json';
import type { Manifest } from './manifests';
import { INDEX_TYPES, isSchema1 } from './media-types';
import type { Repository } from './repository';

/** Who vouches for it is another question. */
export interface ImageContent
  extends Pick<RegistryFacts, 'digest' | 'mediaType' | 'isDeprecated' | 'platforms' | 'image'> {
  /** Digests of the manifests with attestations that stand in the index for the platform's image. */
  readonly attestations: readonly unknown[];
}

interface Listed {
  readonly digest: unknown;
  /** Undefined where the index does not say it. */
  readonly platform: Platform | undefined;
  /** The image that an attestation is about. */
  readonly about: unknown;
}

const USUAL: Platform = { os: 'linux', architecture: 'amd64' };
const CONFIG_TYPES: ReadonlySet<unknown> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const MAX_LISTED = 1_000;

export async function contentOf(
  repository: Repository,
  digest: string,
  wanted: Platform | undefined,
): Promise<ImageContent> {
  const manifest = await repository.manifest(digest);
  const { mediaType } = manifest;
  const common = { digest, mediaType, isDeprecated: isSchema1(mediaType) };
  if (!INDEX_TYPES.has(mediaType)) {
    const image = await imageIn(repository, manifest);
    const platforms = image ? [image.platform] : [];
    return { ...common, platforms, image: serving(image, wanted), attestations: [] };
  }
  const listed = listOf(manifest.said.manifests).slice(0, MAX_LISTED).map(listedIn);
  const images = listed.filter(({ about }) => about === undefined);
  const offered = images.flatMap(({ digest, platform }) => (platform ? [{ ...platform, digest }] : []));
  const chosen = wanted ? platformFor(offered, wanted) : (platformFor(offered, USUAL) ?? offered[0]);
  return {
    ...common,
    platforms: offered.length === images.length ? [...new Set(offered.map(platformText))] : [],
    image: chosen && (await imageIn(repository, await repository.manifest(String(chosen.digest)))),
    attestations: listed.filter(({ about }) => chosen && about === chosen.digest).map(({ digest }) => digest),
  };
}

/** Source of the annotations: BuildKit, docs/attestations/attestation-storage.md. */
function listedIn(value: unknown): Listed {
  const { digest, platform, annotations } = recordOf(value);
  const said = recordOf(annotations);
  const isAttestation = said['vnd.docker.reference.type'] === 'attestation-manifest';
  const about = isAttestation ? (said['vnd.docker.reference.digest'] ?? '') : undefined;
  return { digest, platform: platformOf(recordOf(platform)), about };
}

/** Undefined for what is no image, such as a chart. */
async function imageIn(repository: Repository, { said }: Manifest): Promise<PlatformFacts | undefined> {
  const { digest, mediaType } = recordOf(said.config);
  if (!CONFIG_TYPES.has(mediaType)) return undefined;
  const config = await repository.config(digest);
  return { ...config, size: listOf(said.layers).reduce<number>((sum, layer) => sum + sizeOf(layer), 0) };
}

function sizeOf(layer: unknown): number {
  const { size } = recordOf(layer);
  return Number.isSafeInteger(size) && Number(size) > 0 ? Number(size) : 0;
}

/** The image of a tag that has one alone. */
function serving(image: PlatformFacts | undefined, wanted: Platform | undefined): PlatformFacts | undefined {
  if (!image || !wanted) return image;
  const [os = '', architecture = '', variant] = image.platform.split('/');
  return platformFor([{ os, architecture, variant }], wanted) && image;
}
