// docs/coverage.md: nothing that others ask for goes without an answer, and nothing that rules refer to is missing there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ASKED, answered, unknownIds } from '../../scripts/generate/coverage';
import { readLists } from '../../scripts/generate/coverage-lists';
import { everyRule } from '../../server/src/rules/every';

const lists = readLists(readFileSync(ASKED, 'utf8'));

test('each id that others have is answered by a rule, or says why not', () => {
  assert.ok(lists.length > 10);
  for (const list of lists) {
    for (const { id, answers, why } of answered(list, everyRule)) {
      assert.ok(answers.length > 0 || why.length > 10, `${list.name}: ${id} has neither a rule nor a reason`);
    }
  }
});

test('each id stands once, with words', () => {
  const ids = lists.flatMap(({ name, key, rows }) => rows.map(({ id }) => `${key ?? name} ${id}`));
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) < i),
    [],
  );
  assert.ok(lists.every(({ about, rows }) => about !== '' && rows.every(({ says }) => says !== '')));
});

test('a reference to an id that no list has is found', () => {
  assert.deepEqual(unknownIds(lists, everyRule), []);
  const [rule] = everyRule;
  assert.ok(rule);
  const wrong = { ...rule, references: [{ trivy: 'DS-9999' }] };
  assert.deepEqual(unknownIds(lists, [wrong]), ['trivy DS-9999']);
});
