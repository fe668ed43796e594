// One repository as it is read for one question, out of the cache or from its registry.
import type { Learned } from '../image/registry-facts';
import { blobAt } from './blob';
import type { Kept } from './cache';
import { isDigest } from './digest';
import { RegistryFailure } from './failure';
import { type ImageConfig, imageConfigAt, imageConfigIn } from './image-config';
import { recordOf } from './json';
import { hasManifest, isETag, type Manifest, manifestAt, missing, type Named, named, type Place } from './manifests';
import type { Reading } from './reading';
import { keptReferrer, type Referrer, referrersAt, referrersIn, tagOfDigest } from './referrers';

export type Ask = <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;

const MAX_SMALL_BYTES = 65_536;

type Value = Kept['value'];
const MISSING = { isMissing: true } as const;
type Missing = typeof MISSING;

/** All reject with a RegistryFailure. */
export class Repository {
  private readonly name: string;

  constructor(
    readonly place: Place,
    private readonly reading: Reading,
    /** Lets few through at a time, each for so long. */
    readonly asked: Ask,
  ) {
    this.name = `${place.isInsecure ? 'insecure ' : ''}${place.registry}/${place.repository}`;
  }

  /** Where and when the oldest came from of what was read. */
  get learned(): Learned {
    return { host: this.place.registry, at: this.reading.oldestAt };
  }

  /** That it is not there is asked again each time: who has just pushed it does not wait. */
  async tag(tag: string): Promise<Named> {
    const found = await this.reading.get<Named | Missing>({
      key: `${this.name}:${tag}`,
      read: (value) => namedIn(value) ?? (this.reading.mayAsk ? undefined : missingIn(value)),
      ask: (before) => this.askedTag(tag, before),
    });
    if (isNamed(found)) return found;
    throw missing(this.place, tag, this.learned);
  }

  /** Undefined where it is not there. */
  async optionalTag(tag: string): Promise<Named | undefined> {
    const found = await this.reading.get<Named | Missing>({
      key: `${this.name}:${tag}`,
      read: (value) => namedIn(value) ?? missingIn(value),
      ask: (before) => this.askedTag(tag, before),
    });
    return isNamed(found) ? found : undefined;
  }

  async has(digest: string): Promise<boolean> {
    const { there } = await this.reading.get<{ readonly there: boolean }>({
      key: `${this.name}@${digest}`,
      read: ({ there }) => (typeof there === 'boolean' ? { there } : undefined),
      ask: async () => ({ there: await this.asked((signal) => hasManifest(this.place, digest, signal)) }),
    });
    return there;
  }

  manifest(digest: string): Promise<Manifest> {
    return this.reading.get<Manifest>({
      key: `${this.name} manifest ${digest}`,
      read: (value) => manifestIn(value, digest),
      ask: () => this.asked((signal) => manifestAt(this.place, digest, signal)),
      isForGood: true,
    });
  }

  /** Of what stands in it the little that is told of images, so that no value of its environment is kept. */
  config(digest: unknown): Promise<ImageConfig> {
    return this.reading.get<ImageConfig>({
      key: `${this.name} config ${digest}`,
      read: imageConfigIn,
      ask: () => this.asked((signal) => imageConfigAt(this.place, digest, signal)),
      isForGood: true,
    });
  }

  async smallBlob(digest: unknown): Promise<Buffer> {
    const { base64 } = await this.reading.get<{ readonly base64: string }>({
      key: `${this.name} blob ${digest}`,
      read: ({ base64 }) => (typeof base64 === 'string' ? { base64 } : undefined),
      ask: async () => {
        const bytes = await this.asked((signal) => blobAt(this.place, digest, MAX_SMALL_BYTES, signal));
        return { base64: bytes.toString('base64') };
      },
      isForGood: true,
    });
    return Buffer.from(base64, 'base64');
  }

  /** Signatures and attestations that were pushed behind it. */
  async referrers(digest: string): Promise<readonly Referrer[]> {
    const { referrers } = await this.reading.get<{ readonly referrers: readonly Referrer[] | 'unsupported' }>({
      key: `${this.name} referrers ${digest}`,
      read: ({ referrers }) => {
        if (referrers === 'unsupported') return { referrers };
        return Array.isArray(referrers) ? { referrers: referrers.flatMap(keptReferrer) } : undefined;
      },
      ask: async () => ({
        referrers: (await this.asked((signal) => referrersAt(this.place, digest, signal))) ?? 'unsupported',
      }),
    });
    if (referrers !== 'unsupported') return referrers;
    const list = await this.optionalTag(tagOfDigest(digest));
    return list ? referrersIn((await this.manifest(list.digest)).said) : [];
  }

  private async askedTag(tag: string, before: Named | Missing | undefined): Promise<Named | Missing> {
    try {
      const known = before && isNamed(before) ? before : undefined;
      return await this.asked((signal) => named(this.place, tag, known, signal));
    } catch (error) {
      if (error instanceof RegistryFailure && error.kind === 'missing') return MISSING;
      throw error;
    }
  }
}

const isNamed = (value: Named | Missing): value is Named => 'digest' in value;

const missingIn = ({ isMissing }: Value): Missing | undefined => (isMissing === true ? MISSING : undefined);

function namedIn({ digest, mediaType, etag }: Value): Named | undefined {
  if (!isDigest(digest) || typeof mediaType !== 'string') return undefined;
  return { digest, mediaType, ...(isETag(etag) ? { etag } : {}) };
}

function manifestIn({ digest, mediaType, said }: Value, wanted: string): Manifest | undefined {
  if (digest !== wanted || typeof mediaType !== 'string') return undefined;
  return { digest, mediaType, said: recordOf(said) };
}
