// The tags of a repository: over many pages, of the real registry and of hostile ones.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asker, imageAt } from './ask';
import { missingRegistry, startRegistry } from './docker-registry';
import { faultServer, type Respond, status } from './fault-server';
import { pushIndex } from './images';

const page =
  (tags: unknown, link?: string): Respond =>
  (_, response) =>
    void response.writeHead(200, link === undefined ? {} : { link }).end(JSON.stringify({ name: 'x', tags }));

describe('tags', () => {
  test('of the distribution project’s registry', { skip: missingRegistry }, async (t) => {
    const registry = await startRegistry();
    t.after(registry.stop);
    const tags = ['1', '1.2', 'edge'];
    for (const tag of tags) await pushIndex((path, init) => fetch(`http://${registry.host}${path}`, init), 'x', tag);
    assert.deepEqual([...(await asker().tagsOf(imageAt(`${registry.host}/x`)))].sort(), tags);
    assert.deepEqual(await asker().tagsOf(imageAt(`${registry.host}/none`)), []);
  });

  test('are read page by page', async (t) => {
    const server = await faultServer(t, {
      'GET /v2/x/tags/list?n=1000': page(['a', 'b'], '</v2/x/tags/list?last=b>; rel="next"'),
      'GET /v2/x/tags/list?last=b': page(['c'], '<https://evil.example/v2/x/tags/list?last=c>; rel=next'),
      'GET /v2/x/tags/list?last=c': page(['d']),
    });
    assert.deepEqual(await asker().tagsOf(imageAt(`${server.host}/x`)), ['a', 'b', 'c', 'd'], 'and of one host alone');
  });

  const ROWS: readonly (readonly [name: string, respond: Respond, expected: readonly string[], asked: number])[] = [
    ['that are none', page(['ok', '', '../x', 'a b', 1, null, 'x'.repeat(129)]), ['ok'], 1],
    ['that are no list', page('all'), [], 1],
    ['of nobody', status(404), [], 1],
    ['with pages in a circle', page(['a'], '</v2/x/tags/list?n=1000>; rel="next"'), Array(10).fill('a'), 10],
    ['with a page elsewhere', page(['a'], '</v2/y/manifests/1>; rel="next"'), ['a'], 1],
    ['with a page nowhere', page(['a'], '<http://[>; rel="next"'), ['a'], 1],
  ];
  for (const [name, respond, expected, asked] of ROWS) {
    test(name, async (t) => {
      const server = await faultServer(t, { 'GET /v2/x/tags': respond });
      assert.deepEqual(await asker().tagsOf(imageAt(`${server.host}/x`)), expected);
      assert.equal(server.asked.length, asked + 1);
    });
  }
});
