// Our own labelled cases: each spelling of what is bad is found, and what comes near it is left alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyse } from '../support/analyse';

const MEANT: Readonly<Record<string, string | readonly string[]>> = JSON.parse(
  readFileSync('test/eval/concerns.json', 'utf8'),
);
/** Concerns whose findings count for another one as well. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'stateful-root-runtime': ['runs-as-root', 'last-user-root', 'missing-user'],
};

const [, ...blocks] = readFileSync('test/eval/labelled.txt', 'utf8').split(/^@/m);
const cases = blocks.map((block) => {
  const [head = '', ...lines] = block.split('\n');
  const [concern = '', expected = ''] = head.split(' ');
  return { concern, expected, text: lines.join('\n') };
});

test('labelled cases are found or left alone, as they say', () => {
  assert.ok(cases.length > 500);
  const wrong = cases.filter(({ concern, expected, text }) => {
    assert.ok(expected === 'bad' || expected === 'good', expected);
    const rules = analyse(text).findings.map(({ rule }) => rule);
    const concerns = new Set(rules.flatMap((rule) => MEANT[rule] ?? []));
    const counted = expected === 'bad' ? [concern, ...(ALSO[concern] ?? [])] : [concern];
    return counted.some((each) => concerns.has(each)) !== (expected === 'bad');
  });
  assert.deepEqual(
    wrong.map(({ concern, expected, text }) => `${concern} ${expected}\n${text}`),
    [],
  );
});
