// Whether the work grows with the file, and not with its square: counted in time of the processor.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** No two files have a line in common: what is remembered by its text would make the second one cheap. */
export let first = 100_000;

/** `i` goes on from file to file, `k` from 0. */
export function lines(count: number, line: (i: number, k: number) => string): string {
  const from = first;
  return Array.from({ length: count }, (_, k) => line(from + k, k)).join('');
}

/** Files of `n` parts, by what they are made of. */
export type Shapes = Readonly<Record<string, (n: number) => string>>;

const TIMES = 4;
/** Four is linear, sixteen quadratic. */
const MOST = 8;
/** Less is noise, in milliseconds. */
const LEAST = 200;
/** The large one is tried so often, as others work on the machine and memory is cleaned up. */
const TRIES = 6;

function cost(file: (n: number) => string, n: number, analyse: (text: string) => unknown): number {
  first += n;
  const text = file(n);
  const before = process.cpuUsage();
  analyse(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

export function holds(shapes: Shapes, most: number, analyse: (text: string) => unknown): void {
  for (const [what, file] of Object.entries(shapes)) {
    test(what, () => {
      first = 100_000;
      const small = median([1, 2, 3].map(() => cost(file, most / TIMES, analyse)));
      const limit = Math.max(small * MOST, LEAST * 2);
      const tried: number[] = [];
      while (tried.length < TRIES && !tried.some((each) => each <= limit)) tried.push(cost(file, most, analyse));
      const large = Math.min(...tried);
      assert.ok(large <= limit, `${Math.round(small)} ms became ${Math.round(large)} ms`);
    });
  }
}
