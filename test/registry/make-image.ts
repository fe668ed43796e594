// Images with facts worth telling, attestations as BuildKit makes them, and signatures as cosign makes them.
import { type KeyObject, sign } from 'node:crypto';
import { INDEX, MANIFEST, pushBlob, put, type Send, sha256 } from './images';

const CONFIG = 'application/vnd.oci.image.config.v1+json';
const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Where it is pushed to. */
export interface Target {
  readonly send: Send;
  readonly repository: string;
}

const described = (mediaType: string, text: string): Descriptor => ({
  mediaType,
  digest: sha256(text),
  size: text.length,
});

/** Pushes a manifest with its layers, under a tag where one is given. */
export async function pushManifest(
  { send, repository }: Target,
  config: Descriptor,
  layers: readonly object[],
  tag?: string,
): Promise<Descriptor> {
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers });
  await put(send, repository, tag ?? sha256(manifest), MANIFEST, manifest);
  return described(MANIFEST, manifest);
}

export async function pushText({ send, repository }: Target, mediaType: string, text: string): Promise<Descriptor> {
  await pushBlob(send, repository, text);
  return described(mediaType, text);
}

/** An image for one platform, `linux/arm/v7`, with two layers. */
export async function pushImage(
  target: Target,
  platform: string,
  config: Readonly<Record<string, unknown>> = {},
  created = '2026-01-02T03:04:05.678901234Z',
  tag?: string,
): Promise<Descriptor> {
  const [os, architecture, variant] = platform.split('/');
  const said = JSON.stringify({ os, architecture, variant, created, config });
  const layers = await Promise.all(
    ['1'.repeat(1_000), '2'.repeat(234)].map((text) => pushText(target, 'x/layer', text)),
  );
  const pushed = await pushManifest(target, await pushText(target, CONFIG, said), layers, tag);
  return { ...pushed, platform: { os: os ?? '', architecture: architecture ?? '', ...(variant ? { variant } : {}) } };
}

/** A manifest of statements about an image of the same index. */
export async function pushAttestations(
  target: Target,
  about: Descriptor,
  predicateTypes: readonly string[],
): Promise<Descriptor> {
  const layers = await Promise.all(
    predicateTypes.map(async (type) => ({
      ...(await pushText(target, 'application/vnd.in-toto+json', JSON.stringify({ predicateType: type }))),
      annotations: { 'in-toto.io/predicate-type': type },
    })),
  );
  const pushed = await pushManifest(target, await pushText(target, CONFIG, '{}'), layers);
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': about.digest,
  };
  return { ...pushed, platform: { os: 'unknown', architecture: 'unknown' }, annotations };
}

export async function pushIndexOf(
  { send, repository }: Target,
  tag: string,
  manifests: readonly object[],
): Promise<string> {
  const index = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  await put(send, repository, tag, INDEX, index);
  return sha256(index);
}

export interface SigningOptions {
  readonly key: KeyObject;
  /** What is signed. */
  readonly digest: string;
  readonly name: string;
  readonly type?: string;
  /** Put behind the signature. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A layer of a signature, and its text pushed. */
export async function pushSignature(target: Target, options: SigningOptions): Promise<object> {
  const { key, digest, name, type = 'cosign container image signature', annotations } = options;
  const critical = { identity: { 'docker-reference': name }, image: { 'docker-manifest-digest': digest }, type };
  const payload = JSON.stringify({ critical, optional: null });
  const signature = sign('sha256', Buffer.from(payload), key).toString('base64');
  const layer = await pushText(target, SIMPLE_SIGNING, payload);
  return { ...layer, annotations: { 'dev.cosignproject.cosign/signature': signature, ...annotations } };
}

/** Signatures in a manifest of their own, under cosign's tag of the digest where none is given. */
export async function pushSignatures(
  target: Target,
  digest: string,
  layers: readonly object[],
  tag = `${digest.replace(':', '-')}.sig`,
): Promise<Descriptor> {
  return pushManifest(target, await pushText(target, CONFIG, '{}'), layers, tag);
}
