// Typing while an audit of many files runs: the editor goes first.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { longDockerfile } from '../../scripts/bench/input';
import { keystrokes } from '../../scripts/bench/keystrokes';
import { quantile } from '../../scripts/bench/row';
import { CORPUS, readCorpus } from '../../scripts/corpus/files';
import { isOverloaded } from '../support/load';
import { hasShared } from '../support/shared';
import { insert } from './client';
import { startServerProcess } from './server-process';

const BAR_MS = 50;
/** Other tests run meanwhile: the best of so many audits counts. */
const ATTEMPTS = 3;
const URI = 'file:///typed/Dockerfile';

test(`95 of 100 edits have their diagnostics within ${BAR_MS} ms`, async (t) => {
  const folder = hasShared ? CORPUS : manyExamples(t);
  const text = longDockerfile(await readCorpus(folder), 1_000);
  const { client } = await startServerProcess(t, { folder, initializationOptions: { profile: 'strict' } });
  await client.open(URI, text);
  const edits = keystrokes(text, 100_000);
  let version = 1;
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && best >= BAR_MS; attempt++) {
    let isRunning = true;
    const audit = client.audit().finally(() => {
      isRunning = false;
    });
    const times: number[] = [];
    while (isRunning) {
      const edit = edits.next();
      assert.ok(!edit.done);
      const { at, inserted } = edit.value;
      const start = performance.now();
      await client.change(URI, ++version, insert(at.line, at.character, inserted));
      times.push(performance.now() - start);
    }
    const { files } = await audit;
    assert.ok(files > 500 && times.length > 50, `${times.length} edits while ${files} files were audited`);
    times.sort((a, b) => a - b);
    best = Math.min(best, quantile(times, 0.95));
    const shown = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
    t.diagnostic(`${times.length} edits in ${files} files: p50, p95 and max ${shown.join(', ')} ms`);
  }
  if (best >= BAR_MS && isOverloaded()) return t.skip('every process of this machine waits for its turn');
  assert.ok(best < BAR_MS, `${best} ms`);
});

function manyExamples(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (let i = 0; i < 500; i++) cpSync('examples', join(folder, `${i}`), { recursive: true });
  return folder;
}
