// Looks up what is kept of the images of open documents, and, where the setting says so, asks for what is not: in the
// background, behind a pause, each image once in a while.

import { imageKey } from '../../image/learned';
import type { ImageReference } from '../../image/reference';
import type { Analysis } from '../../lint/analysis';
import { bothOf, type LearnedImages } from './learned-images';
import { imagesOf } from './placed-images';
import { isClosed, type Reach } from './reach';
import type { EditorRegistries, FileWay } from './registries';

/** What was learned longer ago is asked for again, and what failed is tried again. */
const MAX_AGE_MS = 24 * 3_600_000;
const AFTER_FAILURE_MS = 15 * 60_000;
/** Of one document: nobody writes more, and a registry is not asked for more unasked. */
const MOST_IMAGES = 50;
const MOST_REMEMBERED = 5_000;

const PAUSE_MS = 1_500;

export function afterPause(work: () => void): () => void {
  const timer = setTimeout(work, PAUSE_MS);
  return () => clearTimeout(timer);
}

export interface LookoutOptions {
  readonly learned: LearnedImages;
  readonly reachOf: (uri: string) => Promise<Reach>;
  /** Undefined for a document that is not open any more. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
  /** For what nobody asked for: no program is run for a login. */
  readonly registriesFor: (uri: string) => Promise<Asked>;
  /** Something is known that was not known before. */
  readonly changed: () => void;
  readonly log: (message: string) => void;
  /** Calls back behind a pause. Answers what takes it back. */
  readonly afterPause: (work: () => void) => () => void;
  readonly now: () => number;
}

/** Who is asked for a document, and how. */
export interface Asked {
  readonly registries: EditorRegistries;
  readonly way: FileWay;
}

export class Lookout {
  private readonly waiting = new Map<string, () => void>();
  /** What was looked for in the cache. */
  private readonly looked = new Set<string>();
  /** When a registry is asked for it at the earliest. */
  private readonly notBefore = new Map<string, number>();

  constructor(private readonly options: LookoutOptions) {}

  /** A document was opened or typed in. */
  watch(uri: string): void {
    this.waiting.get(uri)?.();
    this.waiting.set(
      uri,
      this.options.afterPause(() => {
        this.waiting.delete(uri);
        this.look(uri).catch((error) => this.options.log(`images of ${uri}: ${error}`));
      }),
    );
  }

  forget(uri: string): void {
    this.waiting.get(uri)?.();
    this.waiting.delete(uri);
  }

  private async look(uri: string): Promise<void> {
    const reach = await this.options.reachOf(uri);
    const analysis = isClosed(reach) ? undefined : await this.options.analysisOf(uri);
    const wanted = analysis ? wantedIn(analysis) : [];
    const fresh = wanted.filter((reference) => !this.looked.has(imageKey(reference)));
    const due = reach === 'auto' ? wanted.filter((reference) => this.isDue(reference)) : [];
    if (fresh.length === 0 && due.length === 0) return;
    this.forgetMany();
    const asked = await this.options.registriesFor(uri);
    const kept = await Promise.all(fresh.map((reference) => this.lookInCache(reference, asked)));
    if (kept.includes(true)) this.options.changed();
    if (reach !== 'auto') return;
    const told = await Promise.all(wanted.map((reference) => this.ask(reference, asked)));
    if (told.includes(true)) this.options.changed();
  }

  /** Of names that were typed once and are gone, nothing has to be remembered. */
  private forgetMany(): void {
    if (this.looked.size < MOST_REMEMBERED) return;
    this.looked.clear();
    this.notBefore.clear();
  }

  private async lookInCache(reference: ImageReference, { registries, way }: Asked): Promise<boolean> {
    this.looked.add(imageKey(reference));
    const answer = await registries.keptOf(reference, way).catch(() => undefined);
    return answer !== undefined && this.options.learned.hear(reference, answer, way.keys);
  }

  private async ask(reference: ImageReference, { registries, way }: Asked): Promise<boolean> {
    if (!this.isDue(reference)) return false;
    const { learned, log, now } = this.options;
    const key = imageKey(reference);
    this.notBefore.set(key, now() + MAX_AGE_MS);
    try {
      const facts = await registries.factsOf(reference, { ...way, age: 'fresh' });
      return learned.hear(reference, { kind: 'known', facts }, way.keys);
    } catch (error) {
      this.notBefore.set(key, now() + AFTER_FAILURE_MS);
      log(`nothing learned of ${key}: ${error instanceof Error ? error.message : error}`);
      const kept = await registries.keptOf(reference, way).catch(() => undefined);
      return kept !== undefined && learned.hear(reference, kept, way.keys);
    }
  }

  private isDue(reference: ImageReference): boolean {
    const { learned, now } = this.options;
    if (now() < (this.notBefore.get(imageKey(reference)) ?? 0)) return false;
    const answer = learned.of(reference);
    const { at = 0 } = (answer?.kind === 'known' ? answer.facts.learned : answer?.learned) ?? {};
    // What a digest names does not change.
    const isForGood = answer?.kind === 'known' && reference.digest !== undefined;
    return !isForGood && now() - at >= MAX_AGE_MS;
  }
}

function wantedIn(analysis: Analysis): ImageReference[] {
  const { uses, unplaced } = imagesOf(analysis);
  const references = [...uses, ...unplaced].slice(0, MOST_IMAGES).flatMap(({ reference }) => bothOf(reference));
  return [...new Map(references.map((reference) => [imageKey(reference), reference])).values()];
}
