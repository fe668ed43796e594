// Image references, cut as Docker cuts them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseImageReference } from '../../server/src/image/reference';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Text; then how Docker shows it, its registry, repository, tag and digest. */
type Row = readonly [text: string, name: string, registry: string, repository: string, tag?: string, digest?: string];
const ROWS: readonly Row[] = [
  ['node', 'node', 'docker.io', 'library/node'],
  ['node:24', 'node', 'docker.io', 'library/node', '24'],
  [`node@${SHA}`, 'node', 'docker.io', 'library/node', undefined, SHA],
  [`node:24@${SHA}`, 'node', 'docker.io', 'library/node', '24', SHA],
  ['library/node', 'node', 'docker.io', 'library/node'],
  ['docker.io/node:24', 'node', 'docker.io', 'library/node', '24'],
  ['docker.io/library/node', 'node', 'docker.io', 'library/node'],
  ['index.docker.io/library/node', 'node', 'docker.io', 'library/node'],
  ['apache/kafka', 'apache/kafka', 'docker.io', 'apache/kafka'],
  ['docker.io/apache/kafka:4.0', 'apache/kafka', 'docker.io', 'apache/kafka', '4.0'],
  ['a/b/c/d', 'a/b/c/d', 'docker.io', 'a/b/c/d'],
  ['ghcr.io/acme/app:v1', 'ghcr.io/acme/app', 'ghcr.io', 'acme/app', 'v1'],
  ['localhost/app', 'localhost/app', 'localhost', 'app'],
  ['localhost:5000/app:1', 'localhost:5000/app', 'localhost:5000', 'app', '1'],
  ['registry:5000/a/b', 'registry:5000/a/b', 'registry:5000', 'a/b'],
  ['10.0.0.1/app', '10.0.0.1/app', '10.0.0.1', 'app'],
  ['[::1]:5000/app', '[::1]:5000/app', '[::1]:5000', 'app'],
  ['Registry/app', 'Registry/app', 'Registry', 'app'],
  ['localhost:5000', 'localhost', 'docker.io', 'library/localhost', '5000'],
  ['a_b/c__d/e-f/g--h/i.j', 'a_b/c__d/e-f/g--h/i.j', 'docker.io', 'a_b/c__d/e-f/g--h/i.j'],
  ['a:V_1.0-x', 'a', 'docker.io', 'library/a', 'V_1.0-x'],
  [`a:${'x'.repeat(128)}`, 'a', 'docker.io', 'library/a', 'x'.repeat(128)],
  [`a@sha512:${'a'.repeat(128)}`, 'a', 'docker.io', 'library/a', undefined, `sha512:${'a'.repeat(128)}`],
];

const NONE = [
  '',
  ':',
  '/',
  '@',
  'a:',
  'a@',
  ':1',
  '/a',
  'a/',
  'a//b',
  'A',
  'a/B',
  'Registry/App',
  'a b',
  'a:b c',
  'a:-x',
  'a:.x',
  'a:b:c',
  'a:1/b:2:3',
  `a:${'x'.repeat(129)}`,
  '-a',
  'a-',
  'a..b',
  'a._b',
  'a___b',
  '.a/b',
  'a@sha256',
  'a@sha256:',
  'a@sha256:abc',
  `a@sha512+b64.x:${'a'.repeat(32)}`,
  `a@${SHA}@${SHA}`,
  `a@:${'a'.repeat(64)}`,
  'http://x/y',
  'ghcr.io/',
  'x'.repeat(256),
  'é',
  '$A',
  'a$A',
  '${A}',
  'a\n',
  '{{ a }}',
  'host:port/a',
];

describe('a reference', () => {
  for (const [text, name, registry, repository, tag, digest] of ROWS) {
    test(text.slice(0, 60), () => {
      const nameEnd =
        text.length - (tag === undefined ? 0 : tag.length + 1) - (digest === undefined ? 0 : digest.length + 1);
      assert.deepEqual(parseImageReference(text), { text, registry, repository, name, tag, digest, nameEnd });
    });
  }
});

test('what is none', () => {
  for (const text of NONE) assert.equal(parseImageReference(text), undefined, JSON.stringify(text));
});

test('no text takes long', () => {
  for (const piece of ['a', 'a.', 'a-', 'a_', 'A.', 'A-', '-', '.', ':', '/', '[', 'a/', '0:']) {
    for (const end of ['', '!', '/!', ':!', '@a:!']) parseImageReference(piece.repeat(20_000) + end);
  }
});
