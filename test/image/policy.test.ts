// Which images a configuration lets be used, and what it puts in the place of others.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ImagePolicy, verdictOf } from '../../server/src/image/policy';
import { parseImageReference } from '../../server/src/image/reference';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

function shown(image: string, policy: ImagePolicy): string {
  const reference = parseImageReference(image);
  assert.ok(reference, image);
  const { kind = 'fine', replacement } = verdictOf(reference, policy) ?? {};
  return replacement === undefined ? kind : `${kind} ${replacement}`;
}

/** Images that a pattern means, and images that it does not. */
const PATTERNS: readonly (readonly [pattern: string, meant: readonly string[], others: readonly string[]])[] = [
  ['ghcr.io', ['ghcr.io/a', 'ghcr.io/a/b/c:1', 'GHCR.IO/a'], ['a', 'ghcr.io.evil.com/a', 'x.ghcr.io/a']],
  ['docker.io', ['node', 'acme/app', 'index.docker.io/acme/app'], ['ghcr.io/acme/app', 'docker.io.evil.com/a']],
  ['hub.docker.com', ['node', 'acme/app'], ['ghcr.io/acme/app']],
  ['docker.io/library/*', ['node', 'library/node:1', 'docker.io/node'], ['acme/node', 'ghcr.io/library/node']],
  ['docker.io/library/node', ['node', `node@${SHA}`], ['python', 'acme/node']],
  ['node', ['node:24', 'docker.io/library/node'], ['node-red', 'acme/node', 'ghcr.io/node']],
  ['acme/*', ['acme/app', 'docker.io/acme/app:1'], ['acmeevil/app', 'ghcr.io/acme/app', 'node']],
  ['ghcr.io/acme', ['ghcr.io/acme/app', 'ghcr.io/acme/team/app'], ['ghcr.io/acmeevil/app', 'ghcr.io/other/acme']],
  ['ghcr.io/acme/*', ['ghcr.io/acme/app', 'ghcr.io/acme/team/app'], ['ghcr.io/acmeevil/app']],
  ['ghcr.io/acme/*-base', ['ghcr.io/acme/node-base'], ['ghcr.io/acme/node', 'ghcr.io/acme/x/node-base']],
  ['ghcr.io/**/base', ['ghcr.io/acme/base', 'ghcr.io/a/b/base:1'], ['ghcr.io/acme/app']],
  ['*.example.com', ['a.example.com/x', 'a.b.example.com/x/y'], ['example.com/x', 'example.com.evil.io/x']],
  ['*.example.com/team/*', ['a.example.com/team/x'], ['a.example.com/other/x']],
  ['localhost:5000', ['localhost:5000/x'], ['localhost/x', 'localhost:5001/x']],
  ['localhost', ['localhost/x'], ['localhost:5000/x']],
  ['registry.example.com:5000/team/*', ['registry.example.com:5000/team/x:1'], ['registry.example.com/team/x']],
  // As trusted registries of hadolint's configuration are written.
  ['docker.io/**', ['node', 'acme/app/x'], ['ghcr.io/a']],
  ['reg*/**', ['registry.example.com/a', 'reg:5000/a/b'], ['regular', 'acme/reg']],
  ['*', ['node', 'ghcr.io/a/b'], []],
  ['node:24*', ['node:24', 'node:24.4-alpine'], ['node:22', 'node', `node@${SHA}`]],
  ['docker.io/library/python:*-slim', ['python:3.13-slim'], ['python:3.13']],
  ['node:latest', ['node', 'node:latest'], ['node:24']],
];

describe('a pattern', () => {
  for (const [pattern, meant, others] of PATTERNS) {
    test(pattern, () => {
      for (const image of meant) assert.equal(shown(image, { allow: [pattern] }), 'fine', image);
      for (const image of others) assert.equal(shown(image, { allow: [pattern] }), 'not-allowed', image);
      for (const image of meant) assert.equal(shown(image, { block: [pattern] }), 'blocked', image);
      for (const image of others) assert.equal(shown(image, { block: [pattern] }), 'fine', image);
    });
  }
});

test('what is blocked is blocked though it is allowed', () => {
  assert.equal(shown('centos:7', { allow: ['docker.io'], block: ['centos'] }), 'blocked');
});

test('without a list all is fine', () => {
  assert.equal(shown('evil/image', {}), 'fine');
  assert.equal(shown('evil/image', { allow: [] }), 'fine');
});

const REPLACED: readonly (readonly [pattern: string, target: string, image: string, verdict: string])[] = [
  ['docker.io/*', 'mirror.example.com/hub/*', 'node:24', 'replaced mirror.example.com/hub/library/node:24'],
  ['docker.io', 'mirror.example.com', `acme/app@${SHA}`, `replaced mirror.example.com/acme/app@${SHA}`],
  ['docker.io/library/*', 'mirror.example.com/*', `node:24@${SHA}`, `replaced mirror.example.com/node:24@${SHA}`],
  ['docker.io/library/*', 'mirror.example.com/*', 'acme/app', 'fine'],
  ['quay.io/acme/*', 'ghcr.io/acme/*', 'quay.io/acme/team/app:1', 'replaced ghcr.io/acme/team/app:1'],
  ['centos', 'rockylinux', 'centos:8', 'replaced rockylinux:8'],
  ['centos:7', 'rockylinux:9.6', `centos:7@${SHA}`, 'replaced rockylinux:9.6'],
  ['centos', 'rockylinux', `centos:8@${SHA}`, 'replaced rockylinux:8'],
  ['node', 'ghcr.io/acme/*', 'node:24', 'replaced ghcr.io/acme/node:24'],
  ['docker.io/*', 'docker.io/*', 'node:24', 'fine'],
  ['*', 'mirror.example.com/*', 'mirror.example.com/library/node', 'fine'],
];

describe('what takes the place of', () => {
  for (const [pattern, target, image, verdict] of REPLACED) {
    test(`${image}, with ${pattern}: ${target}`, () => {
      assert.equal(shown(image, { replace: { [pattern]: target } }), verdict);
    });
  }

  test('an image that is not allowed, or blocked', () => {
    const replace = { 'quay.io/*': 'ghcr.io/acme/*' };
    assert.equal(shown('quay.io/x', { allow: ['ghcr.io'], replace }), 'not-allowed ghcr.io/acme/x');
    assert.equal(shown('quay.io/x', { block: ['quay.io'], replace }), 'blocked ghcr.io/acme/x');
    assert.equal(shown('quay.io/x', { block: ['quay.io/x'], replace }), 'blocked');
    const other = { 'quay.io/x': 'ghcr.io/acme/y' };
    assert.equal(shown('quay.io/x:1', { block: ['quay.io/x'], replace: other }), 'blocked ghcr.io/acme/y:1');
  });
});
