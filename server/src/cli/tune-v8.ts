// How V8 runs us, where we are a process of our own: files differ so much that a function which is optimised early is soon
// compiled again. With more patience the processor does two thirds of the work, and no edit waits for it.
import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** What comes again and again pays for being optimised; what runs for seconds hardly does. */
type Run = 'server' | 'audit';

/** By V8's major version; one that nobody tried is left alone, since it tells of flags that it does not know. */
const PATIENCE: Readonly<Record<string, Readonly<Record<Run, string>>>> = {
  // Bytes of bytecode that a function runs between two looks of the optimiser, 66 KB by default.
  11: { server: '--interrupt-budget=400000', audit: '--interrupt-budget=2000000' },
  // The same as calls of the function, 3,000 by default.
  12: { server: '--invocation-count-for-turbofan=20000', audit: '--invocation-count-for-turbofan=100000' },
  13: { server: '--invocation-count-for-turbofan=20000', audit: '--invocation-count-for-turbofan=100000' },
};

/** To be called before anything runs, and by all who share kept code: V8 takes that with the same flags only. */
export function tuneV8(run: Run): void {
  const flags = PATIENCE[versions.v8.split('.', 1)[0] ?? ''];
  if (flags) setFlagsFromString(flags[run]);
}
