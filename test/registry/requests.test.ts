// How many requests there are, how many at a time, and what the cache spares.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { digestCache } from '../../server/src/registry/cache';
import { folderWith } from '../cli/run-cli';
import { asker, imageAt, NOW, outcome } from './ask';
import { DIGEST, faultServer, healthy, type Respond } from './fault-server';

const IMAGES = 200;
const HOUR = 3_600_000;

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
    assert.deepEqual([...new Set(await Promise.all(images.map(digestOf)))], [DIGEST]);
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
    await Promise.all(images.map(digestOf));
    assert.equal(most, 4);
    assert.equal(server.asked.length, 100 + 1);
  });

  test('are none in a second run', async (t) => {
    const cache = cacheIn(folderWith(t, {}));
    const server = await faultServer(t);
    const images = Array.from({ length: IMAGES }, (_, i) => imageAt(`${server.host}/x:${i}`));
    await Promise.all(images.map(asker({ cache }).digestOf));
    const asked = server.asked.length;
    assert.deepEqual([...new Set(await Promise.all(images.map(asker({ cache }).digestOf)))], [DIGEST]);
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

const cacheIn = (folder: string, now = NOW, maxEntries = 1_000) =>
  digestCache({ folder, clock: { now: () => now }, maxAgeMs: HOUR, maxEntries });

describe('the cache', () => {
  test('keeps a digest for its time, under the reference alone', async (t) => {
    const folder = folderWith(t, {});
    await cacheIn(folder).set('ghcr.io/acme/app:1', DIGEST);
    assert.equal(await cacheIn(folder, NOW + HOUR - 1).get('ghcr.io/acme/app:1'), DIGEST);
    assert.equal(await cacheIn(folder, NOW + HOUR).get('ghcr.io/acme/app:1'), undefined);
    assert.equal(await cacheIn(folder, NOW - 1).get('ghcr.io/acme/app:1'), undefined, 'from the future');
    assert.equal(await cacheIn(folder).get('ghcr.io/acme/app:2'), undefined);
    const [name = ''] = readdirSync(folder);
    const kept = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    assert.deepEqual(kept, { reference: 'ghcr.io/acme/app:1', digest: DIGEST, asked: NOW });
  });

  test('reads nothing that is not its own', async (t) => {
    const folder = folderWith(t, {});
    await cacheIn(folder).set('x:1', DIGEST);
    const path = join(folder, readdirSync(folder)[0] ?? '');
    const entry = { reference: 'x:1', digest: DIGEST, asked: NOW };
    for (const content of ['', '{', 'null', '[]', { ...entry, digest: 'sha256:x' }, { ...entry, reference: 'y:1' }]) {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      assert.equal(await cacheIn(folder).get('x:1'), undefined, JSON.stringify(content));
    }
  });

  test('is written by many at once, and leaves nothing behind', async (t) => {
    const folder = folderWith(t, {});
    const caches = Array.from({ length: 20 }, () => cacheIn(folder));
    await Promise.all(caches.map((cache) => cache.set('x:1', DIGEST)));
    assert.equal(readdirSync(folder).length, 1);
    assert.equal(await cacheIn(folder).get('x:1'), DIGEST);
  });

  test('drops the oldest when there are too many', async (t) => {
    const folder = folderWith(t, {});
    await cacheIn(folder).set('old:1', DIGEST);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1, 1);
    for (let i = 0; i < 4; i++) await cacheIn(folder, NOW, 4).set(`new:${i}`, DIGEST);
    assert.equal(readdirSync(folder).length, 4);
    assert.equal(await cacheIn(folder).get('old:1'), undefined);
    assert.equal(await cacheIn(folder).get('new:3'), DIGEST);
  });

  test('is nothing where it can’t be written', async (t) => {
    const file = join(folderWith(t, { file: '' }), 'file');
    await cacheIn(file).set('x:1', DIGEST);
    assert.equal(await cacheIn(file).get('x:1'), undefined);
  });
});
