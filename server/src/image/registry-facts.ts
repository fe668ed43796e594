// What a registry has told of an image: a plain value, which the edges learn and keep and which the rules may be handed.

export interface RegistryFacts {
  /** Of the index where there is one: what a tag is pinned to. */
  readonly digest: string;
  readonly mediaType: string;
  /** Docker's old schema 1, which it does not pull any more: nothing else is known of such an image. */
  readonly isDeprecated: boolean;
  /** All that it is offered for, as `--platform` takes them: `linux/amd64`, `linux/arm/v7`. */
  readonly platforms: readonly string[];
  /** Of one of its platforms. Undefined where it is offered for none that was asked for. */
  readonly image?: PlatformFacts;
  readonly signed: Signed;
  /** Undefined where the registry did not let us see. */
  readonly attestations?: readonly Attestation[];
  readonly learned: Learned;
}

export interface PlatformFacts {
  readonly platform: string;
  /** A name or a number as text, without the group; `root` where the image says none. */
  readonly user: string;
  /** As the image says it, in the form of ISO 8601. Reproducible builds say 1970 or nothing. */
  readonly created?: string;
  /** Of its layers as they are downloaded, in bytes. */
  readonly size: number;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

/** `unverified`: there is a signature, and no key to check it with, or it is of a kind that can't be checked here. */
export type Signed =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unverified'; readonly why: string }
  | { readonly kind: 'verified'; readonly key: string }
  /** There are signatures, and none is of the keys for this image. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The registry did not let us see. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Attestation {
  readonly kind: 'sbom' | 'provenance' | 'other';
  /** `https://slsa.dev/provenance/v0.2`; undefined where the registry names none. */
  readonly predicateType?: string;
}

/** Where a fact comes from. */
export interface Learned {
  /** The host that was asked: the registry's, or a mirror's. */
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A public key that signatures are checked with, PEM, and what messages call it. */
export interface TrustedKey {
  readonly name: string;
  readonly pem: string;
}

/** What was learned of a reference some time ago. */
export type RegistryAnswer =
  | { readonly kind: 'known'; readonly facts: RegistryFacts }
  /** Nobody has the tag, or the digest. */
  | { readonly kind: 'missing'; readonly learned: Learned };
