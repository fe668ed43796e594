// Dockerfiles that are written in a Compose file: their findings and fixes where they stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownEdits } from '../../server/src/lint/fix';
import type { Finding } from '../../server/src/rule/finding';
import { applyEdits } from '../../server/src/text/edit';
import { analyse } from '../support/analyse';

const file = (...dockerfile: readonly string[]): string =>
  [
    'services:',
    '  web:',
    '    build:',
    '      dockerfile_inline: |',
    ...dockerfile.map((line) => `        ${line}`),
    '',
  ].join('\n');

const found = (text: string, rule: string): readonly Finding[] =>
  analyse(text, 'strict', 'file:///w/compose.yaml').findings.filter((finding) => finding.rule === rule);

test('a finding stands on the text that it is about', () => {
  const [finding] = found(file('FROM node:latest', 'USER node'), 'floating-tag');
  assert.deepEqual(finding?.range, { start: { line: 4, character: 18 }, end: { line: 4, character: 24 } });
});

test('a doubled dollar sign is one character of the Dockerfile', () => {
  const text = file('FROM node:24', 'ENV B=$$A API_TOKEN=7f3b9c1e5d2a4860b1c3d5e7f9012345');
  const { start, end } = found(text, 'secret-in-env')[0]?.range ?? assert.fail('no finding');
  assert.equal((text.split('\n')[start.line] ?? '').slice(start.character, end.character), 'API_TOKEN');
});

test('a fix writes into the block, and the file is read as before', () => {
  const text = file('FROM node:24', 'RUN sudo make $$TARGET', 'USER node');
  const [finding] = found(text, 'sudo-in-run');
  const edits = finding?.fixes[0] && ownEdits(finding.fixes[0]);
  assert.equal(applyEdits(text, edits ?? []), file('FROM node:24', 'RUN make $$TARGET', 'USER node'));
});

test('nothing is said of a text that a variable is part of, or that is not a block', () => {
  assert.deepEqual(found(file('FROM node:latest', 'RUN echo ${A}'), 'floating-tag'), []);
  const folded = file('FROM node:latest').replace('|', '>');
  assert.deepEqual(found(folded, 'floating-tag'), []);
});

test('a comment in the Dockerfile silences what stands below it', () => {
  const silenced = file('# hullwright ignore=floating-tag: known', 'FROM node:latest', 'USER node');
  assert.deepEqual(found(silenced, 'floating-tag'), []);
});
