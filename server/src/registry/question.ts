// One question about an image: the places that may answer it, asked one behind the other, and few things at a time.
import { type Mirrors, type Source, sourcesOf } from '../image/mirrors';
import type { ImageReference } from '../image/reference';
import { RegistryFailure } from './failure';
import { firstAnswer } from './first-answer';
import { type Gate, gateFor } from './gate';
import { type Age, Reading } from './reading';
import type { RegistryOptions } from './registry-options';
import { type Ask, Repository } from './repository';
import { sessionsWith } from './session';

export interface Places {
  readonly repository: Repository;
  /** Where else the image may be. */
  readonly others: readonly Repository[];
}

export type Question<Result> = (reference: ImageReference, places: Places) => Promise<Result>;

export interface QuestionOptions {
  readonly age?: Age;
  readonly signal?: AbortSignal;
  readonly mirrors?: Mirrors;
}

/** So many things at a time are asked of one registry. */
const AT_A_TIME = 4;

/** Rejects with a RegistryFailure. */
export type Questions = <Result>(
  reference: ImageReference,
  options: QuestionOptions,
  question: Question<Result>,
) => Promise<Result>;

export function questions(options: RegistryOptions): Questions {
  const { cache, clock, maxAgeMs, insecure } = options;
  const sessionOf = sessionsWith(options);
  const gates = new Map<string, Gate>();

  const repositoryAt = ({ registry, repository }: Source, reading: Reading, signal?: AbortSignal): Repository => {
    const session = sessionOf(registry);
    if (!session) throw new RegistryFailure('unreachable', `${registry} is no address`);
    const gate = gates.get(registry) ?? gateFor(AT_A_TIME);
    gates.set(registry, gate);
    const ask: Ask = (work) => gate.through(() => withinTime(options, signal, work));
    const isInsecure = insecure.has(registry.toLowerCase());
    return new Repository({ session, registry, repository, isInsecure }, reading, ask);
  };

  return (reference, { age = 'young', signal, mirrors = {} }, question) => {
    const reading = new Reading({ cache, clock, age, maxAgeMs });
    const sources = sourcesOf(reference, mirrors);
    return firstAnswer(sources, async (source, behind) => {
      const repository = repositoryAt(source, reading, signal);
      return question(reference, { repository, others: behind.map((each) => repositoryAt(each, reading, signal)) });
    });
  };
}

async function withinTime<Result>(
  { timeoutMs, signal: ending }: RegistryOptions,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooLate(timeoutMs)), timeoutMs);
  const leave = follow(limit, [signal, ending]);
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    leave();
  }
}

const tooLate = (timeoutMs: number): RegistryFailure =>
  new RegistryFailure('timeout', `there was no answer within ${Math.ceil(timeoutMs / 1_000)} s`);

/** AbortSignal.any in a tenth of its time. */
function follow(limit: AbortController, signals: readonly (AbortSignal | undefined)[]): () => void {
  const leaving = signals.flatMap((signal) => {
    if (!signal) return [];
    const abort = (): void => limit.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    return [() => signal.removeEventListener('abort', abort)];
  });
  return () => {
    for (const leave of leaving) leave();
  };
}
