// Pinning many images takes hardly longer than their registry needs to answer.
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../../server/src/registry/clock';
import { anonymous } from '../../server/src/registry/credentials';
import { logCache } from '../../server/src/registry/log-cache';
import { ACCEPTED } from '../../server/src/registry/media-types';
import { type Registries, registriesWith } from '../../server/src/registry/registry';
import { type Transport, transportWith } from '../../server/src/registry/transport';
import { folderWith } from '../cli/run-cli';
import { imageAt } from './ask';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import type { Send } from './images';
import { pushImage, pushIndexOf } from './make-image';

const IMAGES = 200;
/** Milliseconds of one client behind the other, so that what else the machine does slows both. */
interface Pair {
  readonly bare: number;
  readonly own: number;
}

const LEAST_PAIRS = 3;
/** Other work on the machine may spoil some. */
const MOST_PAIRS = 15;

describe('two hundred images', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  const tags = Array.from({ length: IMAGES }, (_, i) => `1.${i}`);
  before(async () => {
    registry = await startRegistry();
    const send: Send = (path, init) => fetch(`http://${registry.host}${path}`, init);
    const target = { send, repository: 'base' };
    const image = await pushImage(target, 'linux/amd64');
    for (const tag of tags) await pushIndexOf(target, tag, [{ ...image, annotations: { tag } }]);
  });
  after(() => registry?.stop());

  test('are one request each and one for all, and none a second time', async (t) => {
    const folder = folderWith(t, {});
    let requests = 0;
    const counted = (work: Transport): Transport => {
      return (exchange, signal) => {
        requests++;
        return work(exchange, signal);
      };
    };
    const ask = async (): Promise<number> => {
      requests = 0;
      await askedBy(registriesIn(folder, counted), registry.host, tags);
      return requests;
    };
    // TLS is tried first; who does not know it is asked again without.
    assert.equal(await ask(), IMAGES + 2);
    assert.equal(await ask(), 0);
  });

  test('take at most twice as long as the registry itself, four at a time', async (t) => {
    const folder = folderWith(t, {});
    const pairs: Pair[] = [];
    const best = (): Pair => pairs.reduce((a, b) => (b.own / b.bare < a.own / a.bare ? b : a));
    const isDone = (): boolean => pairs.length >= LEAST_PAIRS && best().own <= 2 * best().bare;
    while (pairs.length < MOST_PAIRS && !isDone()) {
      const bare = await timed(() => askedPlainly(registry.host, tags));
      const registries = registriesIn(join(folder, `${pairs.length}`));
      pairs.push({ bare, own: await timed(() => askedBy(registries, registry.host, tags)) });
    }
    const { bare, own } = best();
    t.diagnostic(`the registry ${bare.toFixed()} ms, we ${own.toFixed()} ms`);
    assert.ok(own <= 2 * bare, `${(own / bare).toFixed(2)} times`);
  });
});

const askedBy = (registries: Registries, host: string, tags: readonly string[]): Promise<readonly string[]> =>
  Promise.all(tags.map((tag) => registries.digestOf(imageAt(`${host}/base:${tag}`))));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const registriesIn = (folder: string, around = (transport: Transport): Transport => transport): Registries =>
  registriesWith({
    transport: around(transportWith({ proxyFor: () => undefined, timeoutMs: 10_000, userAgent: 'hullwright-test' })),
    clock: systemClock,
    credentialsFor: anonymous,
    insecure: new Set(),
    timeoutMs: 20_000,
    cache: logCache({ path: join(folder, 'log'), clock: systemClock, maxBytes: 4_000_000 }),
    maxAgeMs: 600_000,
  });

/** Four at a time over connections that stay open, and nothing else. */
async function askedPlainly(host: string, tags: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const head = (tag: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const url = `http://${host}/v2/base/manifests/${tag}`;
      const sent = request(url, { method: 'HEAD', agent, headers: { accept: ACCEPTED } }, (response) => {
        response.resume().once('end', resolve);
      });
      sent.once('error', reject).end();
    });
  const waiting = [...tags];
  const work = async (): Promise<void> => {
    for (let tag = waiting.pop(); tag !== undefined; tag = waiting.pop()) await head(tag);
  };
  await Promise.all(Array.from({ length: 4 }, work));
  agent.destroy();
}
