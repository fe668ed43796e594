// How many requests there are, how many at a time, and what the cache spares.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ImageReference } from '../../server/src/image/reference';
import type { Cache } from '../../server/src/registry/cache';
import { logCache } from '../../server/src/registry/log-cache';
import { folderWith } from '../cli/run-cli';
import { asker, imageAt, NOW, outcome } from './ask';
import { DIGEST, faultServer, healthy, type Respond } from './fault-server';

const IMAGES = 200;

describe('requests', () => {
  test('are two for an image of a registry with tokens, and one for its registry', async (t) => {
    const realm = await faultServer(t, { 'GET /token': (_, response) => void response.end('{"token":"t"}') });
    const server = await faultServer(t, {
      '': (request, response) => {
        if (request.headers.authorization === 'Bearer t') return healthy(request, response);
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${realm.host}/token"` }).end();
      },
    });
    const { digestOf } = asker();
    const images = Array.from({ length: IMAGES }, (_, i) => imageAt(`${server.host}/x${i}:1`));
    assert.deepEqual([...new Set(await Promise.all(images.map((image) => digestOf(image))))], [DIGEST]);
    assert.equal(server.asked.length, IMAGES + 1);
    assert.equal(realm.asked.length, IMAGES);
  });

  test('for a token are one for a repository', async (t) => {
    const realm = await faultServer(t, { 'GET /token': (_, response) => void response.end('{"token":"t"}') });
    const server = await faultServer(t, {
      '': (request, response) => {
        if (request.headers.authorization === 'Bearer t') return healthy(request, response);
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${realm.host}/token"` }).end();
      },
    });
    const { digestOf } = asker();
    await Promise.all(Array.from({ length: IMAGES }, (_, i) => digestOf(imageAt(`${server.host}/x:${i}`))));
    assert.deepEqual([server.asked.length, realm.asked.length], [IMAGES + 1, 1]);
  });

  test('are at most four at a time, and one for what is asked twice', async (t) => {
    const held: (() => void)[] = [];
    let most = 0;
    // Four wait for one another; a fifth would have come in meanwhile.
    const respond: Respond = (request, response) => {
      most = Math.max(
        most,
        held.push(() => healthy(request, response)),
      );
      if (held.length === 4) afterTurns(50, () => held.splice(0).forEach((answer) => void answer()));
    };
    const server = await faultServer(t, { 'HEAD ': respond });
    const { digestOf } = asker();
    const images = Array.from({ length: IMAGES }, (_, i) => imageAt(`${server.host}/x:${i % 100}`));
    await Promise.all(images.map((image) => digestOf(image)));
    assert.equal(most, 4);
    assert.equal(server.asked.length, 100 + 1);
  });

  test('are none in a second run', async (t) => {
    const folder = folderWith(t, {});
    const server = await faultServer(t);
    const images = Array.from({ length: IMAGES }, (_, i) => imageAt(`${server.host}/x:${i}`));
    await askAll(images, cacheIn(folder));
    const asked = server.asked.length;
    assert.deepEqual([...new Set(await askAll(images, cacheIn(folder)))], [DIGEST]);
    assert.equal(server.asked.length, asked);
  });

  test('go out again for what failed', async (t) => {
    const folder = folderWith(t, {});
    const image = imageAt('127.0.0.1:1/x');
    for (let i = 0; i < 2; i++)
      assert.match(await outcome(asker({ cache: cacheIn(folder) }).digestOf(image)), /refuses/);
    assert.deepEqual(readdirSync(folder), []);
  });
});

const afterTurns = (turns: number, work: () => void): void =>
  void setImmediate(() => (turns === 0 ? work() : afterTurns(turns - 1, work)));

const cacheIn = (folder: string): Cache =>
  logCache({ path: join(folder, 'log'), clock: { now: () => NOW }, maxBytes: 1_000_000 });

function askAll(images: readonly ImageReference[], cache: Cache): Promise<readonly string[]> {
  const { digestOf } = asker({ cache });
  return Promise.all(images.map((image) => digestOf(image)));
}
