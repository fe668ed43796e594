// .dockerignore as BuildKit's pattern matcher reads it: rows of patterns, a path, and whether it is left out.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanPath, IgnoredFiles, patternsIn } from '../../server/src/dockerfile/dockerignore';

const ROWS: readonly (readonly [patterns: string, path: string, isLeftOut: boolean])[] = [
  ['.git', '.git/config', true],
  ['.git', 'a/.git/config', false],
  ['**/.git', 'a/b/.git/config', true],
  ['**/.git', '.git', true],
  ['.env', '.env', true],
  ['.env', '.env.local', false],
  ['.env*', '.env.local', true],
  ['.env*', 'a/.env', false],
  ['**/.env*', 'a/.env.local', true],
  ['**/.env*', '.env', true],
  ['**/*.pem', 'server.pem', true],
  ['**/*.pem', 'a/b/server.pem', true],
  ['*.pem', 'a/server.pem', false],
  ['**', 'a/b', true],
  ['**', '.env', true],
  ['*', 'a/b', true],
  ['*\n!src', 'src/a.ts', false],
  ['*\n!src', '.env', true],
  ['*\n!src/**', 'src/a.ts', false],
  ['*\n!src\nsrc/secret', 'src/secret/a', true],
  ['!.env\n.env', '.env', true],
  ['.env\n!.env', '.env', false],
  ['/.env', '.env', true],
  ['./.env', '.env', true],
  ['a/../.env', '.env', true],
  ['.env/', '.env', true],
  ['a//b', 'a/b/c', true],
  ['a/**', 'a/b/c', true],
  ['a/**', 'a', false],
  ['a/**/c', 'a/c', true],
  ['a/**/c', 'a/x/y/c', true],
  ['**a', 'xa', true],
  ['**/a/**', 'x/a/b', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['[a-c].txt', 'b.txt', true],
  ['[a-c].txt', 'd.txt', false],
  ['[^a].txt', 'b.txt', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a.b', 'axb', false],
  ['# .env', '.env', false],
  [' .env \n', '.env', true],
  ['\ufeff.env', '.env', true],
  ['.env\r\n.git\r\n', '.git/config', true],
  ['! .env\n', '.env', false],
  ['', '.env', false],
  ['.', 'a', false],
  ['A', 'a', false],
];

describe('.dockerignore', () => {
  for (const [patterns, path, isLeftOut] of ROWS) {
    test(`${JSON.stringify(patterns)} ${isLeftOut ? 'leaves out' : 'lets in'} ${path}`, () => {
      assert.equal(IgnoredFiles.read(patterns)?.leavesOut(path), isLeftOut);
    });
  }

  test('what BuildKit refuses is unknown', () => {
    for (const patterns of ['!', 'a\n!', '[', '[b-a]']) assert.equal(IgnoredFiles.read(patterns), undefined, patterns);
  });

  test('lines become patterns', () => {
    const text = '# c\n\n  a/b/ \n!/x/../y\n/z\n!\n/\n';
    assert.deepEqual(patternsIn(text), ['a/b', '!y', 'z', '!', '/']);
  });

  test('paths are cleaned as Go cleans them', () => {
    const rows = [
      ['', '.'],
      ['a/..', '.'],
      ['./', '.'],
      ['/', '/'],
      ['//a', '/a'],
      ['../a', '../a'],
      ['/../a', '/a'],
      ['a/./b//c', 'a/b/c'],
    ];
    for (const [path = '', clean] of rows) assert.equal(cleanPath(path), clean, path);
  });
});
