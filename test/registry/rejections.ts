// Fails a suite that leaves a rejected promise behind: an editor's server would end by it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

/** For all tests of the suite that calls it. */
export function expectNoStrayRejection(): void {
  const stray: unknown[] = [];
  const note = (reason: unknown): void => void stray.push(reason);
  before(() => void process.on('unhandledRejection', note));
  after(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(stray, []);
  });
}
