// What a registry's name and its headers mean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { challengeOf } from '../../server/src/registry/challenge';
import { endpointOf } from '../../server/src/registry/endpoint';
import { areRelated } from '../../server/src/registry/hosts';

describe('a challenge', () => {
  const ROWS: readonly (readonly [header: string | undefined, expected: string])[] = [
    ['Bearer realm="https://a/token",service="a",scope="x"', 'bearer https://a/token a'],
    ['bearer REALM=https://a/token', 'bearer https://a/token'],
    ['Bearer realm="a \\"b\\\\ c"', 'bearer a "b\\ c'],
    ['Basic realm="a, Bearer realm=b"', 'basic'],
    ['Basic realm="a", Bearer realm="b" , service="c"', 'bearer b c'],
    ['Negotiate abc==, BASIC', 'basic'],
    ['Bearer', 'nothing'],
    ['Bearer realm="never ends', 'nothing'],
    ['Digest realm="a"', 'nothing'],
    ['"', 'nothing'],
    ['', 'nothing'],
    [undefined, 'nothing'],
  ];
  for (const [header, expected] of ROWS) {
    test(`${header}: ${expected}`, () => {
      const challenge = challengeOf(header);
      const parts = challenge?.kind === 'bearer' ? ['bearer', challenge.realm, challenge.service] : [challenge?.kind];
      assert.equal(parts.filter(Boolean).join(' ') || 'nothing', expected);
    });
  }

  test('is read in linear time', () => {
    for (const piece of [' ', ',', '"', 'a', 'a=', 'a="', '\\', 'a="\\']) {
      const start = performance.now();
      challengeOf(`Bearer ${piece.repeat(100_000)}`);
      assert.ok(performance.now() - start < 1_000, piece);
    }
  });
});

describe('a registry is asked at', () => {
  const ROWS: readonly (readonly [registry: string, expected: string])[] = [
    ['docker.io', 'registry-1.docker.io'],
    ['ghcr.io', 'ghcr.io'],
    ['GHCR.io:443', 'ghcr.io'],
    ['registry.example:5000', 'registry.example:5000'],
    ['localhost:5000', 'localhost:5000, without TLS if need be'],
    ['127.1:5000', '127.0.0.1:5000, without TLS if need be'],
    ['[::1]:5000', '[::1]:5000, without TLS if need be'],
    ['127.0.0.1.example', '127.0.0.1.example'],
    ['localhost.example', 'localhost.example'],
    ['Listed.example:80', 'listed.example:80, without TLS if need be, with any certificate'],
    ['registry.example:99999', 'nowhere'],
  ];
  for (const [registry, expected] of ROWS) {
    test(`${registry}: ${expected}`, () => {
      const endpoint = endpointOf(registry, new Set(['listed.example:80']));
      const said = endpoint && [
        endpoint.host,
        ...(endpoint.mayBePlain ? ['without TLS if need be'] : []),
        ...(endpoint.isUnverified ? ['with any certificate'] : []),
      ];
      assert.equal(said?.join(', ') ?? 'nowhere', expected);
    });
  }
});

describe('a token server belongs to a registry', () => {
  const ROWS: readonly (readonly [registry: string, other: string, expected: boolean])[] = [
    ['ghcr.io', 'ghcr.io', true],
    ['registry-1.docker.io', 'auth.docker.io', true],
    ['registry.gitlab.com', 'gitlab.com', true],
    ['registry.acme.co.uk', 'auth.acme.co.uk', true],
    ['registry.acme.co.uk', 'evil.co.uk', false],
    ['ghcr.io', 'ghcr.io.evil.com', false],
    ['registry.acme.com', 'evil.com', false],
    ['registry.acme.com', 'notacme.com', false],
    ['a.azurecr.io', 'b.azurecr.io', false],
    ['gcr.io', 'evil.io', false],
    ['localhost', 'evil.localhost', false],
    ['127.0.0.1', 'localhost', false],
    ['10.0.0.1', '11.0.0.1', false],
    ['[::1]', '[::2]', false],
  ];
  for (const [registry, other, expected] of ROWS) {
    test(`${registry} and ${other}: ${expected}`, () => assert.equal(areRelated(registry, other), expected));
  }
});
