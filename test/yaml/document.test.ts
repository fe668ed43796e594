// YAML of any depth is read, or refused with a problem: nothing is thrown, and nothing calls itself until V8 gives up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../../server/src/lint/read-configuration';
import { readYaml } from '../../server/src/yaml/document';

const DEEP = 20_000;

const TOO_DEEP: readonly (readonly [what: string, text: string])[] = [
  ['lists in brackets', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['lists that are not closed', `rules: ${'['.repeat(DEEP)}`],
  ['mappings in braces', `${'{a: '.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['lists in lists', '- '.repeat(DEEP)],
  ['mappings, each further in', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
];

for (const [what, text] of TOO_DEEP) {
  test(`${what} are too deep`, () => {
    const { root, problems } = readYaml(text);
    assert.equal(root, undefined);
    assert.deepEqual(
      problems.map(({ message, range }) => [message, range.start.line]),
      [['nested more than 200 deep: not read', 0]],
    );
  });
}

test('a configuration that is too deep says so', () => {
  const { problems } = readConfiguration(TOO_DEEP[0]?.[1] ?? '', { uri: '.hullwright.yaml', folder: '', rules: [] });
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['nested more than 200 deep: not read'],
  );
});

test('what is less deep is read', () => {
  for (const text of ['['.repeat(150) + ']'.repeat(150), '- '.repeat(150)]) {
    const { root, problems } = readYaml(text);
    assert.equal(root?.kind, 'list');
    assert.deepEqual(problems, []);
  }
});

test('the first of several documents counts', () => {
  const { root, problems } = readYaml('a: 1\n---\nb: 2\n');
  assert.deepEqual([root?.kind === 'map' && root.entries.map(({ key }) => key), problems], [['a'], []]);
});
