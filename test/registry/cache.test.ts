// What is kept of answers: for how long, how much of it, and by several processes at once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import { type Cache, diskCache, memoryCache, noCache } from '../../server/src/registry/cache';
import { folderWith } from '../cli/run-cli';
import { asker, imageAt, NOW, outcome } from './ask';
import { DIGEST, faultServer, healthy, inTurn, status } from './fault-server';
import { MANIFEST, sha256 } from './images';

const HOUR = 3_600_000;

const cacheIn = (folder: string, now = NOW, maxBytes = 1_000_000): Cache =>
  diskCache({ folder, clock: { now: () => now }, maxBytes });
const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

describe('the cache', () => {
  test('keeps what was said, and when, under the question alone', async (t) => {
    const folder = folderWith(t, {});
    await cacheIn(folder).set('ghcr.io/acme/app:1', { digest: DIGEST });
    const kept = { value: { digest: DIGEST }, asked: NOW };
    assert.deepEqual(await cacheIn(folder, NOW + HOUR).get('ghcr.io/acme/app:1'), kept);
    assert.equal(await cacheIn(folder, NOW - 1).get('ghcr.io/acme/app:1'), undefined, 'from the future');
    assert.equal(await cacheIn(folder).get('ghcr.io/acme/app:2'), undefined);
    const [name = ''] = readdirSync(folder);
    const written = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    assert.deepEqual(written, { key: 'ghcr.io/acme/app:1', asked: NOW, value: { digest: DIGEST } });
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
  });

  test('reads nothing that is not its own', async (t) => {
    const folder = folderWith(t, {});
    const cache = cacheIn(folder);
    const server = await faultServer(t);
    const image = imageAt(`${server.host}/x:1`);
    const key = `${server.host}/x:1`;
    await asker({ cache }).digestOf(image);
    const path = join(folder, readdirSync(folder)[0] ?? '');
    const value = { digest: `sha256:${'0'.repeat(64)}`, mediaType: 'x' };
    const kept = [
      [
        '',
        '{',
        'null',
        '[]',
        JSON.stringify({ key, asked: 'now', value }),
        JSON.stringify({ key: 'y', asked: NOW, value }),
      ],
      [
        { key, asked: NOW, value: { ...value, digest: 'sha256:x' } },
        { key, asked: NOW, value: 1 },
        { key, asked: NOW },
      ],
    ].flat();
    for (const content of kept) {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      assert.equal(await asker({ cache }).digestOf(image), DIGEST, JSON.stringify(content));
    }
    assert.equal(server.asked.filter((each) => each.startsWith('HEAD')).length, kept.length + 1);
  });

  test('throws away what was used least recently, when there is too much', async (t) => {
    const folder = folderWith(t, {});
    const room = 2_000;
    for (let i = 0; i < 8; i++) {
      await cacheIn(folder, NOW, room).set(`old:${i}`, { text: 'x'.repeat(100) });
    }
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1, 1);
    await cacheIn(folder, NOW, room).get('old:3');
    for (let i = 0; i < 8; i++) await cacheIn(folder, NOW, room).set(`new:${i}`, { text: 'y'.repeat(100) });
    assert.ok(bytesIn(folder) <= room, `${bytesIn(folder)}`);
    assert.equal(await cacheIn(folder).get('old:0'), undefined);
    assert.notEqual(await cacheIn(folder).get('old:3'), undefined);
    assert.notEqual(await cacheIn(folder).get('new:7'), undefined);
  });

  test('keeps nothing huge, and nothing of a writer that was killed', async (t) => {
    const folder = folderWith(t, { '.0123456789abcdef': 'half' });
    utimesSync(join(folder, '.0123456789abcdef'), 1, 1);
    await cacheIn(folder).set('x:1', { text: 'x'.repeat(300_000) });
    assert.equal(await cacheIn(folder).get('x:1'), undefined);
    await cacheIn(folder).set('x:2', { digest: DIGEST });
    assert.equal(readdirSync(folder).length, 1);
  });

  test('is nothing where it can’t be written', async (t) => {
    const file = join(folderWith(t, { file: '' }), 'file');
    await cacheIn(file).set('x:1', { digest: DIGEST });
    assert.equal(await cacheIn(file).get('x:1'), undefined);
  });

  test('is shared by two processes that write and throw away at once', async (t) => {
    const folder = folderWith(t, {});
    const { outputFiles } = await build({
      stdin: { contents: WRITER, resolveDir: 'server/src/registry', loader: 'ts' },
      bundle: true,
      write: false,
      platform: 'node',
    });
    const script = join(folderWith(t, { 'writer.cjs': outputFiles[0]?.text ?? '' }), 'writer.cjs');
    const room = 20_000;
    const run = async (who: string): Promise<readonly [code: unknown, out: string]> => {
      const child = spawn(process.execPath, [script, folder, who, `${room}`], { stdio: ['ignore', 'pipe', 'inherit'] });
      let out = '';
      child.stdout.on('data', (piece) => {
        out += piece;
      });
      const [code] = await once(child, 'close');
      return [code, out];
    };
    // What one of them reads is what one of them wrote, or nothing.
    assert.deepEqual(await Promise.all([run('a'), run('b')]), [
      [0, 'wrong: 0'],
      [0, 'wrong: 0'],
    ]);
    await cacheIn(folder, Date.now(), room).set('last', { digest: DIGEST });
    assert.ok(bytesIn(folder) <= room, `${bytesIn(folder)}`);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
    );
  });

  test('in memory forgets the oldest', async () => {
    const cache = memoryCache(noCache, { now: () => NOW }, 2);
    for (const key of ['a', 'b', 'c']) await cache.set(key, { key });
    assert.equal(await cache.get('a'), undefined);
    assert.deepEqual((await cache.get('c'))?.value, { key: 'c' });
  });
});

const WRITER = `
import { diskCache } from './cache';
const [folder, who, maxBytes] = process.argv.slice(2);
const cache = diskCache({ folder, clock: { now: Date.now }, maxBytes: Number(maxBytes) });
let wrong = 0;
const work = async () => {
  for (let i = 0; i < 400; i++) {
    const key = 'image:' + (i % 40);
    await cache.set(key, { key, who, text: who.repeat(i) });
    const value = (await cache.get('image:' + ((i * 7) % 40)))?.value;
    if (value && (value.key !== 'image:' + ((i * 7) % 40) || !/^(a*|b*)$/.test(value.text))) wrong++;
  }
};
void work().then(() => process.stdout.write('wrong: ' + wrong));
`;

describe('a tag that is asked for again', () => {
  const etag = '"one"';
  const named = status(200, {
    'content-type': 'application/vnd.oci.image.index.v1+json',
    'docker-content-digest': DIGEST,
    etag,
  });

  test('is asked for by what it was: unchanged costs nothing', async (t) => {
    const seen: (string | undefined)[] = [];
    const server = await faultServer(t, {
      'HEAD ': (request, response) => {
        seen.push(request.headers['if-none-match']);
        if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
        named(request, response);
      },
    });
    const cache = cacheIn(folderWith(t, {}));
    const image = imageAt(`${server.host}/x:1`);
    const first = asker({ cache });
    assert.equal(await first.digestOf(image), DIGEST);
    assert.equal(await first.digestOf(image, { age: 'fresh' }), DIGEST);
    assert.deepEqual(seen, [undefined, etag]);
  });

  test('with a name that is fit for no header is asked for without', async (t) => {
    const seen: (string | undefined)[] = [];
    const server = await faultServer(t, {
      'HEAD ': (request, response) => {
        seen.push(request.headers['if-none-match']);
        response.setHeader('etag', 'no quotes');
        healthy(request, response);
      },
    });
    const cache = cacheIn(folderWith(t, {}));
    const { digestOf } = asker({ cache });
    for (const age of ['young', 'fresh'] as const) await digestOf(imageAt(`${server.host}/x:1`), { age });
    assert.deepEqual(seen, [undefined, undefined]);
  });

  test('304 without having been asked for is no answer', async (t) => {
    const server = await faultServer(t, { 'HEAD ': status(304), 'GET /v2/x': status(304) });
    const expected = `broken: ${server.host} answers with no manifest`;
    assert.equal(await outcome(asker().digestOf(imageAt(`${server.host}/x:1`))), expected);
  });
});

describe('what is kept of an image', () => {
  const GONE = `sha256:${'0'.repeat(64)}`;

  test('is told without asking anybody, however old', async (t) => {
    const cache = cacheIn(folderWith(t, {}));
    const server = await faultServer(t, {
      'GET /v2/x/referrers': status(404),
      'HEAD /v2/x/manifests/sha256-': status(404),
    });
    const image = imageAt(`${server.host}/x:1`);
    assert.equal(await asker({ cache }).keptOf(image), undefined);
    assert.deepEqual(server.asked, []);
    const facts = await asker({ cache }).factsOf(image);
    const asked = server.asked.length;
    const late = asker({ cache, now: () => NOW + 1_000 * HOUR });
    assert.deepEqual(await late.keptOf(image), { kind: 'known', facts });
    assert.deepEqual(facts.learned, { host: server.host, at: NOW });
    await asker({ cache }).factsOf(image);
    assert.equal(server.asked.length, asked, 'nor by who asks a moment later');
  });

  test('is what was said: a tag or digest that is not there', async (t) => {
    const cache = cacheIn(folderWith(t, {}));
    const server = await faultServer(t, { 'HEAD ': status(404) });
    const [tagged, pinned] = [imageAt(`${server.host}/x:1`), imageAt(`${server.host}/x@${GONE}`)];
    assert.equal(await outcome(asker({ cache }).digestOf(tagged)), `missing: ${server.host} has no x:1`);
    assert.equal(await asker({ cache }).hasDigest(pinned), false);
    for (const image of [tagged, pinned]) {
      const expected = { kind: 'missing', learned: { host: server.host, at: NOW } };
      assert.deepEqual(await asker({ cache, now: () => NOW + HOUR }).keptOf(image), expected);
    }
    assert.equal(await asker({ cache }).keptOf(imageAt(`${server.host}/x:2`)), undefined);
  });

  test('is no “missing” for who asks: what was pushed just now is found', async (t) => {
    const cache = cacheIn(folderWith(t, {}));
    const server = await faultServer(t, { 'HEAD ': inTurn(status(404), healthy) });
    const image = imageAt(`${server.host}/x:1`);
    assert.equal(await outcome(asker({ cache }).digestOf(image)), `missing: ${server.host} has no x:1`);
    assert.equal(await asker({ cache }).digestOf(image), DIGEST);
  });

  test('holds nothing of the environment of an image', async (t) => {
    const config = JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      config: { Env: ['TOKEN=s3cret'], User: 'app' },
    });
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config) },
    });
    const folder = folderWith(t, {});
    const headers = { 'content-type': MANIFEST, 'docker-content-digest': sha256(manifest) };
    const server = await faultServer(t, {
      'HEAD /v2/x/manifests/1': status(200, headers),
      'HEAD ': status(404),
      'GET /v2/x/manifests/': status(200, headers, manifest),
      'GET /v2/x/blobs/': status(200, {}, config),
      'GET /v2/x/': status(404),
    });
    const image = imageAt(`${server.host}/x:1`);
    assert.equal((await asker({ cache: cacheIn(folder) }).factsOf(image)).image?.user, 'app');
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.doesNotMatch(texts.join('\n'), /s3cret|TOKEN/);
    assert.match(texts.join('\n'), /"user":"app"/);
  });
});
