// The proxy of an editor's settings, as its client hands it over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenProxy } from '../../server/src/registry/given-proxy';
import { proxiesFrom } from '../../server/src/registry/proxy';

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;
const given = (value: unknown) => givenProxy(JSON.stringify(value));

test('its address, hosts and certificate are taken over', () => {
  const settings = {
    url: 'http://proxy:3128',
    noProxy: ['internal.example', 7],
    strictSSL: false,
    authorization: null,
  };
  assert.deepEqual(given(settings), { url: 'http://proxy:3128', noProxy: ['internal.example'], isUnverified: true });
});

test('the login goes into an address that has none', () => {
  for (const [url, authorization, expected] of [
    ['http://proxy:3128', basic('ann:p@ss:word'), 'http://ann:p%40ss%3Aword@proxy:3128/'],
    ['proxy:3128', basic('ann:x'), 'http://ann:x@proxy:3128/'],
    ['http://bob:y@proxy:3128', basic('ann:x'), 'http://bob:y@proxy:3128'],
    ['http://proxy:3128', 'Negotiate abc', 'http://proxy:3128'],
    ['http://proxy:3128', basic('nobody'), 'http://proxy:3128'],
    ['http://[', basic('ann:x'), 'http://['],
  ]) {
    assert.equal(given({ url, authorization }).url, expected);
  }
});

test('what is no setting is left out', () => {
  const nothing = { noProxy: [], isUnverified: false };
  for (const json of [undefined, '', '{', 'null', '7', '{}', '{"url":"","noProxy":{},"strictSSL":"no"}']) {
    assert.deepEqual(givenProxy(json), nothing, json);
  }
});

test('it counts before the environment, and the hosts of both are left out', () => {
  const env = { HTTPS_PROXY: 'http://env:1', NO_PROXY: 'a.example' };
  const proxyFor = proxiesFrom(env, given({ url: 'http://own:2', noProxy: ['b.example'] }));
  const used = ['https://a.example', 'https://b.example', 'https://c.example'].map(
    (url) => proxyFor(new URL(url))?.host,
  );
  assert.deepEqual(used, [undefined, undefined, 'own:2']);
});
