// What is kept of answers: for how long, how much of it, and by several processes at once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Cache } from '../../server/src/registry/cache';
import { logCache } from '../../server/src/registry/log-cache';
import { folderWith } from '../cli/run-cli';
import { asker, imageAt, NOW, outcome } from './ask';
import { DIGEST, faultServer, healthy, inTurn, status } from './fault-server';
import { MANIFEST, sha256 } from './images';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const cacheIn = (folder: string, now = NOW, maxBytes = 1_000_000): Cache =>
  logCache({ path: join(folder, 'log'), clock: { now: () => now }, maxBytes });
const written = (folder: string): string => readFileSync(join(folder, 'log'), 'utf8');

describe('the cache', () => {
  test('keeps what was said, and when, under the question alone', (t) => {
    const folder = folderWith(t, {});
    cacheIn(join(folder, 'new')).set('ghcr.io/acme/app:1', { digest: DIGEST });
    const kept = { value: { digest: DIGEST }, asked: NOW };
    assert.deepEqual(cacheIn(join(folder, 'new'), NOW + HOUR).get('ghcr.io/acme/app:1'), kept);
    assert.equal(cacheIn(join(folder, 'new'), NOW - 1).get('ghcr.io/acme/app:1'), undefined, 'from the future');
    assert.equal(cacheIn(join(folder, 'new')).get('ghcr.io/acme/app:2'), undefined);
    assert.equal(
      written(join(folder, 'new')).replace(/^#[0-9a-f]{16}\n/, ''),
      `\nghcr.io/acme/app:1\t${NOW}\t${NOW}\t{"digest":"${DIGEST}"}\n`,
    );
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'new', 'log')).mode & 0o777, 0o600);
  });

  test('reads nothing that is not its own', async (t) => {
    const folder = folderWith(t, {});
    const server = await faultServer(t);
    const image = imageAt(`${server.host}/x:1`);
    const key = `${server.host}/x:1`;
    const value = JSON.stringify({ digest: `sha256:${'0'.repeat(64)}`, mediaType: 'x' });
    const lines = [
      '',
      '\0\t\t\t',
      `${key}\t${NOW}\t${NOW}`,
      `${key}\tnow\t${NOW}\t${value}`,
      `${key}\t${NOW}\t-1\t${value}`,
      `other\t${NOW}\t${NOW}\t${value}`,
      `${key}\t${NOW}\t${NOW}\t{`,
      `${key}\t${NOW}\t${NOW}\tnull`,
      `${key}\t${NOW}\t${NOW}\t{"digest":"sha256:x","mediaType":"x"}`,
      `${key}\t${NOW}\t${NOW}\t${value}`.slice(0, -1),
    ];
    for (const line of lines) {
      writeFileSync(join(folder, 'log'), `${line}\n`);
      assert.equal(await asker({ cache: cacheIn(folder) }).digestOf(image), DIGEST, JSON.stringify(line));
    }
    assert.equal(server.asked.filter((each) => each.startsWith('HEAD')).length, lines.length);
  });

  test('sees at once what another process writes, and the file that it puts there instead', (t) => {
    const folder = folderWith(t, {});
    const [one, other] = [cacheIn(folder, NOW, 2_000), cacheIn(folder, NOW, 2_000)];
    one.set('a', { is: 1 });
    assert.deepEqual(other.get('a')?.value, { is: 1 });
    other.set('a', { is: 2 });
    assert.deepEqual(one.get('a')?.value, { is: 2 });
    const before = statSync(join(folder, 'log')).size;
    for (let i = 0; i < 30; i++) other.set(`b${i}`, { text: 'x'.repeat(100) });
    assert.ok(before < statSync(join(folder, 'log')).size);
    assert.deepEqual(one.get('b29')?.value, { text: 'x'.repeat(100) });
    appendFileSync(join(folder, 'log'), `c\t${NOW}\t${NOW}\t{"is"`);
    assert.equal(one.get('c'), undefined, 'a line that is being written');
    appendFileSync(join(folder, 'log'), ':3}\n');
    assert.deepEqual(one.get('c')?.value, { is: 3 });
  });

  test('throws away what was used least recently, when there is too much', (t) => {
    const folder = folderWith(t, {});
    const room = 2_000;
    for (let i = 0; i < 8; i++) cacheIn(folder, NOW, room).set(`old:${i}`, { text: 'x'.repeat(100) });
    assert.notEqual(cacheIn(folder, NOW + DAY, room).get('old:3'), undefined);
    for (let i = 0; i < 8; i++) cacheIn(folder, NOW + DAY, room).set(`new:${i}`, { text: 'y'.repeat(100) });
    assert.ok(statSync(join(folder, 'log')).size <= room);
    const kept = cacheIn(folder, NOW + DAY, room);
    assert.equal(kept.get('old:0'), undefined);
    assert.equal(kept.get('old:3')?.asked, NOW);
    assert.notEqual(kept.get('new:7'), undefined);
    assert.deepEqual(readdirSync(folder), ['log']);
  });

  test('grows by what is new alone: what is set again and again takes its place once', (t) => {
    const folder = folderWith(t, {});
    const cache = cacheIn(folder, NOW, 2_000);
    cache.set('stays', { is: 1 });
    for (let i = 0; i < 1_000; i++) cache.set('same', { text: `${i}`.repeat(20) });
    assert.ok(statSync(join(folder, 'log')).size <= 2_000);
    assert.deepEqual(cacheIn(folder).get('stays')?.value, { is: 1 });
    assert.deepEqual(cacheIn(folder).get('same')?.value, { text: '999'.repeat(20) });
  });

  test('keeps nothing huge, and nothing whose question would be two lines', (t) => {
    const folder = folderWith(t, {});
    cacheIn(folder).set(`x\nghcr.io/acme/app:1\t${NOW}\t${NOW}\t{}\n`, {});
    cacheIn(folder).set('x:1', { text: 'x'.repeat(300_000) });
    assert.deepEqual(readdirSync(folder), []);
  });

  test('is kept in memory where it can’t be written', (t) => {
    const file = join(folderWith(t, { file: '' }), 'file');
    const cache = cacheIn(file);
    cache.set('x:1', { digest: DIGEST });
    assert.deepEqual(cache.get('x:1')?.value, { digest: DIGEST });
    assert.equal(cacheIn(file).get('x:1'), undefined);
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
    const path = join(folder, 'log');
    const run = async (who: string): Promise<readonly [code: unknown, out: string]> => {
      const child = spawn(process.execPath, [script, path, who], { stdio: ['ignore', 'pipe', 'inherit'] });
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
    const lines = written(folder).split('\n');
    assert.deepEqual(
      lines.slice(1).filter((line) => !/^(?:image:\d+\t\d+\t\d+\t\{.*"text":"(?:a*|b*)"\})?$/.test(line)),
      [],
    );
    assert.ok(statSync(path).size <= 60_000, `${statSync(path).size}`);
    assert.deepEqual(readdirSync(folder), ['log']);
  });
});

const WRITER = `
import { logCache } from './log-cache';
const [path, who] = process.argv.slice(2);
const cache = logCache({ path, clock: { now: Date.now }, maxBytes: 50_000 });
let wrong = 0;
for (let i = 0; i < 2_000; i++) {
  const key = 'image:' + (i % 400);
  cache.set(key, { key, text: who.repeat(i % 400) });
  const other = 'image:' + ((i * 7) % 400);
  const value = cache.get(other)?.value;
  if (value && (value.key !== other || !/^(a*|b*)$/.test(value.text))) wrong++;
}
process.stdout.write('wrong: ' + wrong);
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
