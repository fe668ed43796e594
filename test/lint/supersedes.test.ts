// Of two rules that say the same of one place, the one that says more stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { dockerfileRules } from '../../server/src/rules/all.generated';

const found = (text: string, today?: string): string[] =>
  analyseDockerfile('Dockerfile', text, {
    rules: dockerfileRules,
    facts: { images: bundledImageFacts, today },
    profile: 'strict',
  }).findings.map(({ rule, range }) => `${range.start.line + 1} ${rule}`);

const FILE = 'FROM node:14 AS a\nFROM node:latest AS b\nFROM node:24.4\nUSER 1000\nHEALTHCHECK NONE\n';

test('an image without support, or without a version, is not called unpinned as well', () => {
  assert.deepEqual(found(FILE, '2026-11-22'), ['1 end-of-life-base', '2 floating-tag', '3 unpinned-base-image']);
});

test('on a day that nobody knows nothing has ended', () => {
  assert.deepEqual(found(FILE), ['1 unpinned-base-image', '2 floating-tag', '3 unpinned-base-image']);
});
