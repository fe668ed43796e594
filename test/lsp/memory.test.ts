// What the server keeps after a long time of typing: hardly more than at its beginning.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pick, randomNumbers } from '../support/random';
import { insert, range } from './client';
import { startServerProcess } from './server-process';

/** Two hours of it. */
const EDITS = 100_000;
const BAR_MB = 20;
const SEED = 7;
/** So many edits come in together, as with fast typing: their findings are asked for once. */
const TOGETHER = 50;
const URI = 'file:///typed/Dockerfile';
/** Answers how much is in use, in bytes, when it is asked. */
const HOOK = "process.on('message', () => { gc(); process.send(process.memoryUsage().heapUsed); });\n";

test(`${EDITS} edits keep at most ${BAR_MB} MB`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const hook = join(folder, 'hook.cjs');
  writeFileSync(hook, HOOK);
  const server = await startServerProcess(t, {
    folder,
    node: ['--expose-gc', '--require', hook],
    initializationOptions: { profile: 'strict' },
  });
  const { client } = server;
  const used = async (): Promise<number> => {
    server.process.send('used');
    const [bytes]: unknown[] = await once(server.process, 'message');
    return Number(bytes) / 2 ** 20;
  };

  const example = readFileSync('examples/node-api/Dockerfile', 'utf8');
  const lines = Array.from({ length: 20 }, () => example.split('\n')).flat();
  await client.open(URI, lines.join('\n'));
  const random = randomNumbers(SEED);
  let version = 1;
  /** A word is typed at the end of a line, letter by letter, and taken away again in the same manner. */
  const type = async (edits: number): Promise<void> => {
    let sent = 0;
    while (sent < edits) {
      const line = Math.floor(random() * lines.length);
      const end = lines[line]?.length ?? 0;
      const word = Array.from({ length: TOGETHER / 2 }, () =>
        pick(random, [...'abcdefghijklmnopqrstuvwxyz0123456789 $=:/']),
      );
      for (const [i, letter] of word.entries()) void client.sendChange(URI, ++version, insert(line, end + i, letter));
      const typed = client.at(URI, version + word.length);
      for (const i of word.keys()) {
        const last = end + word.length - i;
        void client.sendChange(URI, ++version, { range: range(line, last - 1, line, last), text: '' });
      }
      await typed;
      client.published.length = 0;
      sent += 2 * word.length;
    }
  };
  await type(EDITS / 100);
  const before = await used();
  await type(EDITS);
  const after = await used();
  t.diagnostic(`${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`);
  assert.ok(after - before <= BAR_MB, `${after - before} MB more`);
});
