// What registries have said of images, as far as this server heard of it: for hovers, lenses and the rules.
import type { ImageFacts } from '../../image/facts';
import { imageKey, type LearnedImage, withLearned } from '../../image/learned';
import { type ImageReference, withoutDigest } from '../../image/reference';
import { learnedImage } from '../../image/registry-answer';
import type { RegistryAnswer } from '../../image/registry-facts';

/** So many are remembered, the latest. */
const MOST = 2_000;

export class LearnedImages {
  private readonly answers = new Map<string, Heard>();

  of(reference: ImageReference): RegistryAnswer | undefined {
    return this.answers.get(imageKey(reference))?.answer;
  }

  /** Answers whether it says something else than what was known. */
  hear(reference: ImageReference, answer: RegistryAnswer): boolean {
    const key = imageKey(reference);
    const before = this.answers.get(key);
    this.answers.delete(key);
    this.answers.set(key, { reference, answer });
    const [oldest] = this.answers.keys();
    if (this.answers.size > MOST && oldest !== undefined) this.answers.delete(oldest);
    return !before || saidIn(before.answer) !== saidIn(answer);
  }

  /** As they are now: what is heard later is not in them. */
  over(facts: ImageFacts): ImageFacts {
    const images: Record<string, LearnedImage> = {};
    for (const [key, { reference, answer }] of this.answers) {
      images[key] = learnedImage(answer, reference.digest === undefined ? answer : this.of(withoutDigest(reference)));
    }
    return this.answers.size === 0 ? facts : withLearned(facts, images);
  }
}

interface Heard {
  readonly reference: ImageReference;
  readonly answer: RegistryAnswer;
}

/** What a digest names and what its tag names now, where it has both. */
export const bothOf = (reference: ImageReference): readonly ImageReference[] =>
  reference.digest !== undefined && reference.tag !== undefined ? [reference, withoutDigest(reference)] : [reference];

/** But for the time, which is no news to a rule. */
function saidIn(answer: RegistryAnswer): string {
  if (answer.kind === 'missing') return answer.kind;
  const { learned, ...facts } = answer.facts;
  return JSON.stringify([learned.host, facts]);
}
