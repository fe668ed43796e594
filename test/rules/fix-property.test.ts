// The promises of every fix, over all fixtures, the examples of the documentation, and the whole corpus.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Analysis } from '../../server/src/lint/analysis';
import type { Finding } from '../../server/src/rule/finding';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { analyse, analyseFor } from '../support/analyse';
import { brokenPromise } from '../support/fix-property';
import { withoutMarkers } from '../support/markers';
import { needsShared, readShared, sharedRows } from '../support/shared';

const FIXTURES = 'test/fixtures/rules';

/** Every broken promise of a text, in words; and how many fixes were tried. */
function check(
  name: string,
  text: string,
  read: (text: string) => Analysis = analyse,
): { broken: string[]; tried: number } {
  const broken: string[] = [];
  let tried = 0;
  for (const finding of read(text).findings) {
    for (const fix of finding.fixes) {
      tried++;
      const problem = brokenPromise(text, finding, fix, read);
      if (problem) broken.push(`${name}:${finding.range.start.line + 1} ${finding.rule}, "${fix.title}": ${problem}`);
    }
  }
  return { broken, tried };
}

test('fixes keep their promises on fixtures, with either line break, and without the last one', () => {
  let tried = 0;
  for (const name of readdirSync(FIXTURES).filter((each) => each.endsWith('.Dockerfile'))) {
    const text = withoutMarkers(readFileSync(join(FIXTURES, name), 'utf8'));
    for (const variant of [text, text.replaceAll(/\r?\n/g, '\r\n'), text.replace(/\r?\n$/, ''), `\ufeff${text}`]) {
      const result = check(name, variant, analyseFor(name.split('.')[0] ?? ''));
      assert.deepEqual(result.broken, []);
      tried += result.tried;
    }
  }
  assert.ok(tried > 50);
});

for (const { id, docs, alsoReports = [] } of dockerfileRules) {
  test(`${id}: the documentation's bad example is reported, its good one is silent, its fixes hold`, () => {
    const read = analyseFor(id);
    // Hints of other rules are no part of an example: they fire on nearly every file.
    const told = (text: string): Finding[] =>
      read(text).findings.filter(({ rule, severity }) => rule === id || severity !== 'hint');
    const found = new Set(told(docs.bad).map(({ rule }) => rule));
    assert.deepEqual([...found].sort(), [id, ...alsoReports].sort());
    assert.deepEqual(told(docs.good), []);
    assert.deepEqual(check(`${id} docs.bad`, docs.bad, read).broken, []);
  });
}

test('fixes keep their promises on the whole corpus', { skip: needsShared, timeout: 600_000 }, () => {
  let tried = 0;
  const broken: string[] = [];
  for (const row of sharedRows('oracle', 'corpus.jsonl')) {
    if (typeof row !== 'object' || row === null || !('file' in row) || typeof row.file !== 'string') continue;
    const result = check(row.file, readShared(row.file));
    tried += result.tried;
    broken.push(...result.broken);
  }
  assert.deepEqual(broken, []);
  assert.ok(tried > 1_000, `${tried} fixes tried`);
});
