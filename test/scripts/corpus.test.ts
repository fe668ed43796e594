// The corpus's table: counted right, stale when it differs, silent about what is not there.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type CorpusTable, measure, measureAll, median } from '../../scripts/corpus/measure';
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
const COMPOSE_FILES = [
  { path: 'a/compose.yaml', text: 'services:\n  a:\n    image: node\n    privileged: true\n  b:\n    image: node\n' },
  { path: 'b/docker-compose.yml', text: 'volumes:\n  data:\n' },
];

test('findings are counted by rule and by file', () => {
  const { measured, failures } = measure('dockerfile', FILES);
  assert.deepEqual(failures, []);
  assert.equal(measured.files, 3);
  assert.deepEqual(measured.rules['floating-tag'], { findings: 2, files: 2, recommended: 2 });
  assert.deepEqual(measured.rules['secret-in-env'], { findings: 2, files: 1, recommended: 2 });
  assert.deepEqual(measured.rules['missing-user'], { findings: 0, files: 0, recommended: 0 });
  assert.equal(measured.profiles.recommended.filesWithFindings, 2);
  assert.equal(measured.profiles.recommended.median, 1);
});

test('Compose files are counted by themselves, and a file that describes no service has no share in the median', () => {
  const { table, failures } = measureAll([...FILES, ...COMPOSE_FILES]);
  assert.deepEqual(failures, []);
  assert.deepEqual(table.dockerfile, measure('dockerfile', FILES).measured);
  const { files, counted, rules, profiles } = table.compose;
  assert.deepEqual({ files, counted }, { files: 2, counted: 1 });
  assert.deepEqual(rules['privileged-service'], { findings: 1, files: 1, recommended: 1 });
  assert.equal(rules['floating-tag'], undefined);
  assert.deepEqual(rules['pids-not-limited'], { findings: 2, files: 1, recommended: 0 });
  assert.equal(profiles.recommended.medianWithoutHints, 3);
});

const COMMITTED: CorpusTable = JSON.parse(readFileSync('test/corpus.json', 'utf8'));
/** What half of all files may show at most in the profile recommended, hints left out. */
const BARS = { dockerfile: 1, compose: 3 } as const;

for (const kind of ['dockerfile', 'compose'] as const) {
  test(`${kind}: no file makes a rule fail, and few findings are shown`, () => {
    const { files, throws, profiles } = COMMITTED[kind];
    assert.ok(files > 1_000);
    assert.equal(throws, 0);
    const { medianWithoutHints } = profiles.recommended;
    assert.ok(medianWithoutHints <= BARS[kind], `median ${medianWithoutHints}`);
  });
}

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
  for (const { path, text } of [...FILES, ...COMPOSE_FILES]) {
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
    assert.deepEqual(table, measureAll([...FILES, ...COMPOSE_FILES]).table);
  });

  test('shows what changed', () => {
    writeFileSync(join(root, 'files/c/Dockerfile'), 'FROM node\nUSER node\n');
    assert.match(corpus('files').stdout, /floating-tag +3 +\+1 +3/);
  });
});
