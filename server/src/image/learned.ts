// What a registry said of an image. An edge asks it, or looks into its cache, and hands the answers in; what is undefined is unknown.
import type { ImageFacts } from './facts';
import { type ImageReference, parseImageReference } from './reference';

export interface LearnedImage {
  /** False: the registry knows no such tag or digest. */
  readonly exists?: boolean;
  /** What the tag points at: the digest of the index, where there is one. */
  readonly digest?: string;
  readonly mediaType?: string;
  /** `linux/amd64`, `linux/arm/v7`; those that can be run, without attestations. */
  readonly platforms?: readonly string[];
  /** The configuration's own; '' is root. */
  readonly user?: string;
  /** A date. */
  readonly created?: string;
  /** verified: with one of `checkedWith`; refused: with none of them; unverified: it can't be checked with any. */
  readonly signed?: 'unsigned' | 'unverified' | 'verified' | 'refused';
  /** Keys, as PEM. */
  readonly checkedWith?: readonly string[];
  /** Types of predicates, such as `https://slsa.dev/provenance/v1`; empty where there is none. */
  readonly attestations?: readonly string[];
  readonly learned: Learned;
}

export interface Learned {
  /** The registry's host. */
  readonly where: string;
  /** A date. */
  readonly when: string;
}

/** The same text for the same image, however it is written: `docker.io/library/node:latest`. */
export function imageKey({ registry, repository, tag, digest }: ImageReference): string {
  const version = tag ?? (digest === undefined ? 'latest' : undefined);
  return `${registry}/${repository}${version === undefined ? '' : `:${version}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The facts with what was learned laid over them. `images` has references as they are written, or their keys. */
export function withLearned(facts: ImageFacts, images: Readonly<Record<string, LearnedImage>>): ImageFacts {
  const byKey = new Map<string, LearnedImage>();
  for (const [text, image] of Object.entries(images)) {
    const reference = parseImageReference(text);
    if (reference) byKey.set(imageKey(reference), image);
  }
  const learned = (reference: ImageReference): LearnedImage | undefined => byKey.get(imageKey(reference));
  return {
    date: facts.date,
    learned,
    release: (reference) => facts.release(reference),
    of(reference) {
      const known = facts.of(reference);
      const { user } = learned(reference) ?? {};
      return user === undefined ? known : { ...known, user: user === '' ? 'root' : user };
    },
  };
}
