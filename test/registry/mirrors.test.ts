// Mirrors: who is asked first, what counts where one fails, and what an image is called there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Mirrors, sourcesOf } from '../../server/src/image/mirrors';
import { asker, imageAt, NOW, outcome } from './ask';
import { DIGEST, faultServer, status } from './fault-server';
import { INDEX } from './images';
import { expectNoStrayRejection } from './rejections';

const HUB_NODE = { registry: 'docker.io', repository: 'library/node' };

describe('a mirror', () => {
  expectNoStrayRejection();

  const ROWS: readonly (readonly [mirrors: Mirrors, expected: readonly string[]])[] = [
    [{}, []],
    [{ 'docker.io': ['mirror.acme.com'] }, ['mirror.acme.com/library/node']],
    [{ 'docker.io': ['mirror.acme.com:5000/hub/'] }, ['mirror.acme.com:5000/hub/library/node']],
    [{ 'docker.io': ['localhost', 'b.io/x'] }, ['localhost/library/node', 'b.io/x/library/node']],
    [{ 'docker.io': ['[::1]:5000'] }, ['[::1]:5000/library/node']],
    [{ 'ghcr.io': ['mirror.acme.com'] }, []],
    [{ 'index.docker.io': ['m.io'] }, ['m.io/library/node']],
    [{ 'docker.io': ['a.io'], 'docker.io/library/': ['b.io/x'] }, ['b.io/x/node']],
    [{ 'docker.io/lib': ['m.io'], 'docker.io/library/node': ['m.io/node-20'] }, ['m.io/node-20']],
    [{ 'docker.io': ['acme', 'https://x.io', 'x.io:1/a:2', 'x.io/a@b', '../x', '', 'x.io?a='] }, []],
  ];
  for (const [mirrors, expected] of ROWS) {
    test(`of ${JSON.stringify(mirrors)}`, () => {
      const places = sourcesOf(HUB_NODE, mirrors).map(({ registry, repository }) => `${registry}/${repository}`);
      assert.deepEqual(places, [...expected, 'docker.io/library/node']);
    });
  }

  test('answers, and the registry is not asked', async (t) => {
    const [mirror, origin] = [await faultServer(t), await faultServer(t)];
    const { digestOf, factsOf } = asker();
    const mirrors = { [origin.host]: [`${mirror.host}/hub`] };
    const image = imageAt(`${origin.host}/x:1`);
    assert.equal(await outcome(digestOf(image, { mirrors })), DIGEST);
    assert.deepEqual(mirror.asked, ['GET /v2/', 'HEAD /v2/hub/x/manifests/1']);
    assert.deepEqual(origin.asked, []);
    const { learned } = await factsOf(image, { mirrors });
    assert.deepEqual(learned, { host: mirror.host, at: NOW });
  });

  for (const [name, faults] of [
    ['has it not', { 'HEAD ': status(404) }],
    ['wants a login', { '': status(401, { 'www-authenticate': 'Basic' }) }],
    ['is in trouble', { 'HEAD ': status(500) }],
    ['is no registry', { 'GET /v2/': status(404) }],
  ] as const) {
    test(`that ${name} leads to the registry`, async (t) => {
      const [mirror, origin] = [await faultServer(t, faults), await faultServer(t)];
      const mirrors = { [origin.host]: [mirror.host] };
      assert.equal(await outcome(asker().digestOf(imageAt(`${origin.host}/x:1`), { mirrors })), DIGEST);
    });
  }

  test('and the registry that both fail are both told', async (t) => {
    const [mirror, origin] = [
      await faultServer(t, { 'HEAD ': status(403) }),
      await faultServer(t, { 'HEAD ': status(404) }),
    ];
    const mirrors = { [origin.host]: [mirror.host] };
    const said = await outcome(asker().digestOf(imageAt(`${origin.host}/x:1`), { mirrors }));
    assert.equal(said, `missing: ${mirror.host} does not let us read x; ${origin.host} has no x:1`);
  });

  test('that can’t be reached is asked once for all images', async (t) => {
    const origin = await faultServer(t);
    const closed = await faultServer(t, { 'GET /v2/': status(404) });
    const { digestOf } = asker();
    const mirrors = { [origin.host]: [closed.host] };
    const images = Array.from({ length: 20 }, (_, i) => imageAt(`${origin.host}/x:${i}`));
    const said = await Promise.all(images.map((image) => outcome(digestOf(image, { mirrors }))));
    assert.deepEqual([...new Set(said)], [DIGEST]);
    assert.equal(closed.asked.length, 1);
  });

  test('that knows of no signature does not speak for the registry', async (t) => {
    const healthyButUnsigned = { 'GET /v2/x/referrers': status(404), 'HEAD /v2/x/manifests/sha256-': status(404) };
    const notation = { digest: DIGEST, artifactType: 'application/vnd.cncf.notary.signature' };
    const signed = {
      [`GET /v2/x/referrers/${DIGEST}`]: status(200, {}, JSON.stringify({ manifests: [notation] })),
      'HEAD /v2/x/manifests/sha256-': status(404),
    };
    const [mirror, origin] = [await faultServer(t, healthyButUnsigned), await faultServer(t, signed)];
    const gone = await faultServer(t, { 'GET /v2/': status(404) });
    const ask = (host: string) => asker().factsOf(imageAt(`${host}/x:1`), { mirrors: { [host]: [mirror.host] } });
    assert.equal((await ask(origin.host)).signed.kind, 'unverified');
    const unknown = await ask(gone.host);
    assert.deepEqual(unknown.signed, { kind: 'unknown', why: `${gone.host} is no registry: it answers 404` });
    assert.equal(unknown.attestations, undefined);
    assert.equal(unknown.mediaType, INDEX);
  });
});
