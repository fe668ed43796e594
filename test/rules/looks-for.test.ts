// What rules say that they look for hides nothing that they would find: over fixtures, examples and real files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import type { DockerfileRule } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { EMPTY_FOLDER } from '../../server/src/text/files';
import { withoutMarkers } from '../support/markers';
import { needsShared, readShared, sharedRows } from '../support/shared';

const FIXTURES = 'test/fixtures/rules';

const linterOf = (rules: readonly DockerfileRule[]): DockerfileLinter =>
  new DockerfileLinter({ rules, facts: { images: bundledImageFacts, today: TODAY }, profile: 'strict' });
const asking = linterOf(dockerfileRules);
const askingAll = linterOf(dockerfileRules.map((rule) => ({ ...rule, looksFor: undefined })));

const foundBy = (linter: DockerfileLinter, text: string): string[] =>
  analyseWith(linter, 'file:///w/Dockerfile', text, EMPTY_FOLDER).findings.map(
    ({ rule, range }) => `${range.start.line + 1}:${range.start.character} ${rule}`,
  );

function assertSame(name: string, text: string): void {
  assert.deepEqual(foundBy(asking, text), foundBy(askingAll, text), name);
}

test('fixtures and examples', () => {
  assert.ok(dockerfileRules.filter(({ looksFor }) => looksFor).length > 20);
  for (const name of readdirSync(FIXTURES)) {
    if (name.endsWith('.Dockerfile')) assertSame(name, withoutMarkers(readFileSync(`${FIXTURES}/${name}`, 'utf8')));
  }
  for (const { id, docs } of dockerfileRules) for (const text of [docs.bad, docs.good]) assertSame(id, text);
});

test('real files', { skip: needsShared }, () => {
  for (const row of sharedRows('oracle', 'corpus.jsonl')) {
    if (typeof row !== 'object' || row === null || !('file' in row) || typeof row.file !== 'string') continue;
    assertSame(row.file, readShared(row.file));
  }
});
