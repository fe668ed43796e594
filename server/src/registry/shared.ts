// One piece of work for all who ask for the same at the same time. It is called off when nobody waits for it any more.
import { abortedBy } from './transport';

export type Share<Result> = (
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

interface Running<Result> {
  readonly result: Promise<Result>;
  readonly stop: AbortController;
  waiting: number;
}

export function sharing<Result>(): Share<Result> {
  const running = new Map<string, Running<Result>>();
  const started = (key: string, work: (signal: AbortSignal) => Promise<Result>): Running<Result> => {
    const stop = new AbortController();
    const run: Running<Result> = { result: work(stop.signal), stop, waiting: 0 };
    const forget = (): void => {
      if (running.get(key) === run) running.delete(key);
    };
    run.result.then(forget, forget);
    running.set(key, run);
    return run;
  };
  return async (key, signal, work) => {
    if (signal?.aborted) throw abortedBy(signal);
    const run = running.get(key) ?? started(key, work);
    run.waiting++;
    try {
      return await until(run.result, signal);
    } finally {
      run.waiting--;
      if (run.waiting === 0 && running.get(key) === run) {
        running.delete(key);
        run.stop.abort();
      }
    }
  };
}

/** The result, unless the signal comes first. */
export function until<Result>(result: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortedBy(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
