// Who vouches for an image: signatures and attestations, wherever they are kept. In the image's index (BuildKit), under tags
// made of its digest (cosign), or as what refers to it (the OCI's own way).
// Source: the sigstore project, cosign/specs; BuildKit, docs/attestations; the distribution specification of the OCI.
import type { Attestation } from '../image/registry-facts';
import type { ImageContent } from './content';
import { listOf, recordOf } from './json';
import type { Manifest } from './manifests';
import { predicateIn, type Referrer, tagOfDigest } from './referrers';
import type { Repository } from './repository';
import type { Signature } from './simple-signing';

export interface Provenance {
  readonly signatures: readonly Signature[];
  /** What signatures of kinds that can't be checked are called. */
  readonly otherSignatures: readonly string[];
  readonly attestations: readonly Attestation[];
}

const MAX_SIGNATURES = 20;
const MAX_TEXT = 65_536;
const COSIGN = 'application/vnd.dev.cosign.artifact.sig.v1+json';
const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle\./;
const OTHER_SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['application/vnd.cncf.notary.signature', "notation's"],
]);
/** What a bundle states that is a signature and nothing else. */
const SIGNATURE_PREDICATE = /^https:\/\/sigstore\.dev\/cosign\/sign\//;
const SBOM = /spdx|cyclonedx|syft/;
const PROVENANCE = /^https:\/\/slsa\.dev\/provenance|slsaprovenance/;

export async function provenanceOf(repository: Repository, content: ImageContent): Promise<Provenance> {
  const tag = tagOfDigest(content.digest);
  const [referrers, signed, attested, inIndex] = await Promise.all([
    repository.referrers(content.digest),
    manifestOf(repository, `${tag}.sig`),
    manifestOf(repository, `${tag}.att`),
    Promise.all(content.attestations.map((digest) => repository.manifest(String(digest)))),
  ]);
  const pushed = referrers.filter(({ type }) => type === COSIGN).slice(0, MAX_SIGNATURES);
  const manifests = await Promise.all(pushed.map(({ digest }) => repository.manifest(digest)));
  const layers = [signed, ...manifests].flatMap((manifest) => listOf(manifest?.said.layers)).slice(0, MAX_SIGNATURES);
  const signatures = await Promise.all(layers.map((layer) => signatureIn(repository, layer)));
  return {
    signatures: signatures.flatMap((signature) => signature ?? []),
    otherSignatures: referrers.flatMap((referrer) => otherSignature(referrer) ?? []),
    attestations: distinct([
      ...[attested, ...inIndex].flatMap(statementsIn),
      ...referrers.flatMap((referrer) => attestationOf(referrer) ?? []),
    ]),
  };
}

async function manifestOf(repository: Repository, tag: string): Promise<Manifest | undefined> {
  const named = await repository.optionalTag(tag);
  return named && repository.manifest(named.digest);
}

async function signatureIn(repository: Repository, layer: unknown): Promise<Signature | undefined> {
  const { digest, annotations } = recordOf(layer);
  const said = recordOf(annotations);
  const { 'dev.cosignproject.cosign/signature': text, 'dev.sigstore.cosign/certificate': certificate } = said;
  if (typeof text !== 'string' || text.length > MAX_TEXT) return undefined;
  const isKeyless = typeof certificate === 'string' && certificate !== '';
  return { payload: await repository.smallBlob(digest), signature: Buffer.from(text, 'base64'), isKeyless };
}

function otherSignature({ type, predicateType }: Referrer): string | undefined {
  if (!BUNDLE.test(type)) return OTHER_SIGNATURES.get(type);
  const isSignature = predicateType === undefined || SIGNATURE_PREDICATE.test(predicateType);
  return isSignature ? 'a sigstore bundle' : undefined;
}

/** The statements in a manifest: a layer each. */
const statementsIn = (manifest: Manifest | undefined): readonly Attestation[] =>
  listOf(manifest?.said.layers)
    .slice(0, MAX_SIGNATURES)
    .map((layer) => attestation(predicateIn(recordOf(recordOf(layer).annotations)), ''));

function attestationOf(referrer: Referrer): Attestation | undefined {
  const { type, predicateType } = referrer;
  if (type === COSIGN || otherSignature(referrer) !== undefined) return undefined;
  const isStatement = BUNDLE.test(type) || /in-toto|dsse/.test(type);
  return isStatement || SBOM.test(type) ? attestation(predicateType, type) : undefined;
}

function attestation(predicateType: string | undefined, type: string): Attestation {
  const text = (predicateType ?? type).toLowerCase();
  const kind = SBOM.test(text) ? 'sbom' : PROVENANCE.test(text) ? 'provenance' : 'other';
  return { kind, ...(predicateType === undefined ? {} : { predicateType }) };
}

function distinct(attestations: readonly Attestation[]): readonly Attestation[] {
  const byText = new Map(attestations.map((each) => [`${each.kind} ${each.predicateType}`, each]));
  return [...byText.values()];
}
