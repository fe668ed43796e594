// What is kept and good enough is not asked for.
import type { Cache, Kept } from './cache';
import type { Clock } from './clock';
import { RegistryFailure } from './failure';

/** `any`: what is kept, however old, and nobody is asked. `young`: what is kept for a moment will do. `fresh`: all is asked. */
export type Age = 'any' | 'young' | 'fresh';

export interface ReadingOptions {
  readonly cache: Cache;
  readonly clock: Pick<Clock, 'now'>;
  readonly age: Age;
  /** Of what is young. */
  readonly maxAgeMs: number;
}

/** One thing that is read: its key in the cache, what is kept of it, and how it is asked for. */
export interface Wanted<Result extends object> {
  readonly key: string;
  /** Undefined for what can't be used. */
  read(value: Kept['value']): Result | undefined;
  /** Gets what is kept but too old. */
  ask(before: Result | undefined): Promise<Result>;
  /** What a digest names never changes, so it is kept for good. */
  readonly isForGood?: boolean;
}

/** One question's reading: it remembers how old the oldest was that it read. */
export class Reading {
  private oldest: number;

  constructor(private readonly options: ReadingOptions) {
    this.oldest = options.clock.now();
  }

  get oldestAt(): number {
    return this.oldest;
  }

  get mayAsk(): boolean {
    return this.options.age !== 'any';
  }

  /** Rejects with a failure of the kind `unasked` where nobody may be asked. */
  async get<Result extends object>({ key, read, ask, isForGood = false }: Wanted<Result>): Promise<Result> {
    const { cache, clock, age, maxAgeMs } = this.options;
    const kept = cache.get(key);
    const value = kept && read(kept.value);
    const isYoung = kept !== undefined && age === 'young' && clock.now() - kept.asked < maxAgeMs;
    if (value !== undefined && (isForGood || isYoung || age === 'any')) {
      if (!isForGood) this.oldest = Math.min(this.oldest, kept?.asked ?? this.oldest);
      return value;
    }
    if (age === 'any') throw new RegistryFailure('unasked', 'nobody was asked yet');
    const fresh = await ask(value);
    cache.set(key, fresh);
    return fresh;
  }
}
