// What registries have said of images, as far as this server heard of it: for hovers, lenses and the rules.
import type { ImageFacts } from '../../image/facts';
import { imageKey, type LearnedImage, withLearned } from '../../image/learned';
import { type ImageReference, withoutDigest } from '../../image/reference';
import { learnedImage } from '../../image/registry-answer';
import type { RegistryAnswer, TrustedKey } from '../../image/registry-facts';

/** So many are remembered, the latest. */
const MOST = 2_000;

export class LearnedImages {
  private readonly answers = new Map<string, Heard>();

  of(reference: ImageReference): RegistryAnswer | undefined {
    return this.answers.get(imageKey(reference))?.answer;
  }

  /** Answers whether it says something else than what was known. Signatures were checked with `keys`. */
  hear(reference: ImageReference, answer: RegistryAnswer, keys: readonly TrustedKey[] = []): boolean {
    const key = imageKey(reference);
    const before = this.answers.get(key);
    this.answers.delete(key);
    this.answers.set(key, { reference, answer, keys });
    const [oldest] = this.answers.keys();
    if (this.answers.size > MOST && oldest !== undefined) this.answers.delete(oldest);
    return !before || saidIn(before) !== saidIn({ reference, answer, keys });
  }

  /** As they are now: what is heard later is not in them. */
  over(facts: ImageFacts): ImageFacts {
    const images: Record<string, LearnedImage> = {};
    for (const [key, { reference, answer, keys }] of this.answers) {
      const tag = reference.digest === undefined ? answer : this.of(withoutDigest(reference));
      images[key] = learnedImage(answer, tag, keys);
    }
    return this.answers.size === 0 ? facts : withLearned(facts, images);
  }
}

interface Heard {
  readonly reference: ImageReference;
  readonly answer: RegistryAnswer;
  readonly keys: readonly TrustedKey[];
}

/** What a digest names and what its tag names now, where it has both. */
export const bothOf = (reference: ImageReference): readonly ImageReference[] =>
  reference.digest !== undefined && reference.tag !== undefined ? [reference, withoutDigest(reference)] : [reference];

/** But for the time, which is no news to a rule. */
function saidIn({ answer, keys }: Heard): string {
  if (answer.kind === 'missing') return answer.kind;
  const { learned, ...facts } = answer.facts;
  return JSON.stringify([learned.host, facts, keys]);
}
