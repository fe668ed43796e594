// The corpus's table: counted right, stale when it differs, silent about what is not there.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { measure, median } from '../../scripts/corpus/measure';
import { sample } from '../../scripts/corpus/sample';
import { needsShared } from '../support/shared';
import { copyOfRepository, type Run, runNode } from './checkout';

const PINNED = `FROM node:26@sha256:${'0'.repeat(64)}`;
const FILES = [
  { path: 'a/Dockerfile', text: 'FROM node\nUSER node\n' },
  {
    path: 'b/Dockerfile',
    text: `${PINNED} AS a\nFROM node\nENV DB_PASSWORD=hunter2 API_TOKEN=abcdefgh\nUSER node\n`,
  },
  { path: 'c/Dockerfile', text: `${PINNED}\nUSER node\n` },
];

test('findings are counted by rule and by file', () => {
  const { measured, failures } = measure(FILES);
  assert.deepEqual(failures, []);
  assert.equal(measured.files, 3);
  assert.deepEqual(measured.rules['floating-tag'], { findings: 2, files: 2 });
  assert.deepEqual(measured.rules['secret-in-env'], { findings: 2, files: 1 });
  assert.deepEqual(measured.rules['missing-user'], { findings: 0, files: 0 });
  assert.equal(measured.recommended.filesWithFindings, 2);
  assert.equal(measured.recommended.median, 1);
});

test('the median of an even number of values is between the middle two', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([]), 0);
});

test('a sample is the same for the same seed', () => {
  const two = sample(FILES, { rule: 'floating-tag', size: 1, seed: 1 });
  assert.equal(two, sample(FILES, { rule: 'floating-tag', size: 1, seed: 1 }));
  assert.match(two, /1 of 2 findings of floating-tag, seed 1/);
  assert.match(two, /FROM node\n +\| +\^{4}/);
});

test('the committed table is what the rules say', { skip: needsShared }, () => {
  const { status, stderr } = runNode('.', ['scripts/run.mjs', 'corpus', '--check']);
  assert.equal(stderr, '');
  assert.equal(status, 0);
});

describe('corpus', () => {
  const { root, node, remove } = copyOfRepository();
  after(remove);
  for (const { path, text } of FILES) {
    mkdirSync(join(root, 'files', path, '..'), { recursive: true });
    writeFileSync(join(root, 'files', path), text);
  }
  const corpus = (...args: readonly string[]): Run => node('scripts/run.mjs', 'corpus', ...args);

  test('says that there is none, and fails only for a folder that was named', () => {
    const { status, stdout } = corpus('--check');
    assert.equal(status, 0);
    assert.match(stdout, /There is no corpus at/);
    assert.equal(corpus('no-such-folder').status, 1);
  });

  test('--check is stale until --update', () => {
    const stale = corpus('files', '--check');
    assert.equal(stale.status, 1);
    assert.match(stale.stderr, /test\/corpus\.json is stale/);
    assert.equal(corpus('files', '--update').status, 0);
    assert.equal(corpus('files', '--check').status, 0);
    const table: unknown = JSON.parse(readFileSync(join(root, 'test/corpus.json'), 'utf8'));
    assert.deepEqual(table, measure(FILES).measured);
  });

  test('shows what changed', () => {
    writeFileSync(join(root, 'files/c/Dockerfile'), 'FROM node\nUSER node\n');
    assert.match(corpus('files').stdout, /floating-tag +3 +\+1 +3/);
  });
});
