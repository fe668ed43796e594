// Trying again what may go well in a moment, each time later, and no more often than a server asks for.
import type { Clock } from './clock';
import { RegistryFailure } from './failure';
import { abortedBy } from './transport';

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
/** Who asks for more is told so: nobody waits that long for a digest. */
const MAX_WAIT_MS = 20_000;

export async function withRetries<Result>(
  work: () => Promise<Result>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const retry = error instanceof RegistryFailure ? error.retry : 'never';
      const wait = retry === 'again' ? backoff(attempt, clock) : retry;
      if (wait === 'never' || wait > MAX_WAIT_MS || attempt === ATTEMPTS) throw error;
      await clock.sleep(wait, signal).catch(() => {
        throw abortedBy(signal);
      });
    }
  }
}

/** 250 to 500 ms, 500 to 1,000 ms: half of it is chance, so that many do not come back together. */
const backoff = (attempt: number, clock: Clock): number =>
  FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + clock.random() / 2);
