// What the rest of the program asks of registries about an image reference.
import type { Mirrors } from '../image/mirrors';
import { parsePlatform } from '../image/platform';
import type { ImageReference } from '../image/reference';
import type { RegistryAnswer, RegistryFacts, TrustedKey } from '../image/registry-facts';
import { factsOfImage } from './facts-of-image';
import { RegistryFailure } from './failure';
import { missing, schema1 } from './manifests';
import { isSchema1 } from './media-types';
import { type Question, questions } from './question';
import type { RegistryOptions } from './registry-options';
import { sharing } from './shared';
import { tagsOf } from './tags';

export interface Asking {
  /** `young`: what was asked a moment ago will do. That is the default. */
  readonly age?: 'young' | 'fresh';
  /** Gives up on the answer; who else waits for the same still gets it. */
  readonly signal?: AbortSignal;
  readonly mirrors?: Mirrors;
}

export interface AskingFacts extends Asking {
  /** As `--platform` takes it; default: `linux/amd64`, or the first that there is. */
  readonly platform?: string;
  readonly keys?: readonly TrustedKey[];
}

/** All reject with a RegistryFailure. */
export interface Registries {
  /** The digest that the reference's tag has now, whatever digest it carries itself. */
  digestOf(reference: ImageReference, asking?: Asking): Promise<string>;
  /** Whether the digest that it carries is still there; true where it carries none. */
  hasDigest(reference: ImageReference, asking?: Asking): Promise<boolean>;
  /** Of the digest that it carries, or else of what its tag names now. */
  factsOf(reference: ImageReference, asking?: AskingFacts): Promise<RegistryFacts>;
  /** What is kept of it, however old: nobody is asked. */
  keptOf(reference: ImageReference, asking?: Omit<AskingFacts, 'age'>): Promise<RegistryAnswer | undefined>;
  /** The tags that there are beside the reference's. */
  tagsOf(reference: ImageReference, asking?: Asking): Promise<readonly string[]>;
}

export function registriesWith(options: RegistryOptions): Registries {
  const ask = questions(options);
  const digests = sharing<string>();
  const presences = sharing<boolean>();
  const facts = sharing<RegistryFacts>();

  const digestOf: Question<string> = async ({ registry, tag = 'latest' }, { repository }) => {
    const { digest, mediaType } = await repository.tag(tag);
    if (isSchema1(mediaType)) throw schema1({ registry });
    return digest;
  };
  const hasDigest: Question<boolean> = async ({ digest }, { repository }) => {
    if (digest === undefined || (await repository.has(digest))) return true;
    // Another place may have it.
    throw missing(repository.place, digest, repository.learned);
  };
  const factsWith =
    ({ platform, keys = [] }: AskingFacts): Question<RegistryFacts> =>
    (reference, { repository, others }) =>
      factsOfImage(repository, others, reference, {
        platform: platform === undefined ? undefined : parsePlatform(platform),
        keys,
      });

  return {
    digestOf(reference, asking = {}) {
      const key = keyOf({ ...reference, digest: undefined }, asking);
      return digests(key, asking.signal, (signal) => ask(reference, { ...asking, signal }, digestOf));
    },
    hasDigest(reference, asking = {}) {
      return presences(keyOf(reference, asking), asking.signal, (signal) =>
        ask(reference, { ...asking, signal }, hasDigest).catch(falseWhereMissing),
      );
    },
    factsOf(reference, asking = {}) {
      const key = keyOf(reference, asking, asking.platform, asking.keys);
      return facts(key, asking.signal, (signal) => ask(reference, { ...asking, signal }, factsWith(asking)));
    },
    async keptOf(reference, asking = {}) {
      try {
        const known = await ask(reference, { ...asking, age: 'any' }, factsWith(asking));
        return { kind: 'known', facts: known };
      } catch (error) {
        if (!(error instanceof RegistryFailure)) throw error;
        return error.kind === 'missing' && error.learned ? { kind: 'missing', learned: error.learned } : undefined;
      }
    },
    tagsOf: (reference, asking = {}) =>
      ask(reference, asking, (_, { repository }) => repository.asked((signal) => tagsOf(repository.place, signal))),
  };
}

function keyOf({ registry, repository, tag, digest }: ImageReference, asking: Asking, ...more: unknown[]): string {
  return JSON.stringify([
    registry,
    repository,
    tag ?? 'latest',
    digest,
    asking.age ?? 'young',
    asking.mirrors,
    ...more,
  ]);
}

function falseWhereMissing(error: unknown): boolean {
  if (error instanceof RegistryFailure && error.kind === 'missing') return false;
  throw error;
}
