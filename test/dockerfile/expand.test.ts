// Variables in a word: what it becomes, or that nobody knows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expandWord, type Lookup } from '../../server/src/dockerfile/expand';

/** `D` is the default of an ARG, `X` nobody knows; all others are not set. */
const VALUES: Readonly<Record<string, string>> = {
  A: 'abc',
  B: 'x y',
  E: '',
  P: '/usr/local/bin',
  T: 'node:24-alpine',
  U: 'größe🐳',
  Q: '"q"',
};
const lookup: Lookup = (name) => {
  if (name === 'X') return undefined;
  if (name === 'D') return { text: 'def', isDefault: true };
  const text = VALUES[name];
  return text === undefined ? 'unset' : { text, isDefault: false };
};

/** A default is marked by a `?` behind it. */
function shown(word: string, escape = '\\'): string | undefined {
  const value = expandWord(word, escape, lookup);
  return value && value.text + (value.isDefault ? '?' : '');
}

type Row = readonly [word: string, value: string | undefined];
const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'plain words, quotes and escapes': [
    ['', ''],
    ['abc', 'abc'],
    ['"a b"', 'a b'],
    ["'a b'", 'a b'],
    ['a"b"\'c\'d', 'abcd'],
    ["'$A'", '$A'],
    ["'a\\b'", 'a\\b'],
    ['\\$A', '$A'],
    ['a\\b', 'ab'],
    ['"a\\b"', 'a\\b'],
    ['"a\\"b\\$A\\\\"', 'a"b$A\\'],
    ['a\\', 'a'],
    ['"a', undefined],
    ["'a", undefined],
    ["'a\\'b'", undefined],
  ],
  variables: [
    ['$A', 'abc'],
    ['${A}', 'abc'],
    ['$A$A', 'abcabc'],
    ['"$A"', 'abc'],
    ['$B', 'x y'],
    ['x${A}y', 'xabcy'],
    ['$AB', ''],
    ['$A-b', 'abc-b'],
    ['$NONE', ''],
    ['$U', 'größe🐳'],
    ['$Q', '"q"'],
    ['$X', undefined],
    ['a$X', undefined],
    ['$D', 'def?'],
    ['$A$D', 'abcdef?'],
    ['$', '$'],
    ['a$', 'a$'],
    ['$.', '$.'],
    ['$1', ''],
    ['$12', ''],
    ['$@', undefined],
    ['${', undefined],
    ['${}', undefined],
    ['${A', undefined],
    ['${A b}', undefined],
    ['${A^}', undefined],
  ],
  defaults: [
    ['${A:-z}', 'abc'],
    ['${A-z}', 'abc'],
    ['${NONE:-z}', 'z'],
    ['${NONE-z}', 'z'],
    ['${E:-z}', 'z'],
    ['${E-z}', ''],
    ['${NONE:-$A}', 'abc'],
    ['${NONE:-${NONE2:-$A}}', 'abc'],
    ['${NONE:-"a b"}', 'a b'],
    ['${NONE:-$D}', 'def?'],
    ['${D:-z}', 'def?'],
  ],
  alternatives: [
    ['${A:+z}', 'z'],
    ['${NONE:+z}', ''],
    ['${E:+z}', ''],
    ['${E+z}', 'z'],
    ['${D:+z}', 'z?'],
    ['${X:+z}', undefined],
    ['${A:?no}', 'abc'],
    ['${NONE:?no}', undefined],
    ['${E:?no}', undefined],
    ['${E?no}', ''],
  ],
  patterns: [
    ['${P#*/}', 'usr/local/bin'],
    ['${P##*/}', 'bin'],
    ['${P%/*}', '/usr/local'],
    ['${P%%/*}', ''],
    ['${T%%:*}', 'node'],
    ['${T##*:}', '24-alpine'],
    ['${T#n?d}', 'e:24-alpine'],
    ['${T#x}', 'node:24-alpine'],
    ['${A#\\*}', 'abc'],
    ['${U%?}', 'größe'],
    ['${U#gr?}', 'ße🐳'],
    ['${P/\\/usr/x}', 'x/local/bin'],
    ['${P//l/L}', '/usr/LocaL/bin'],
    ['${A/b/}', 'ac'],
    ['${A//?/x}', 'xxx'],
    ['${A/*/x}', 'x'],
    ['${A/b*/x}', 'ax'],
    ['${NONE#x}', ''],
    ['${X#x}', undefined],
    ['${D#d}', 'ef?'],
    ['${A/b/$A}', 'aabcc'],
  ],
};

for (const [what, rows] of Object.entries(TABLES)) {
  describe(what, () => {
    for (const [word, value] of rows) test(`${word} is ${value ?? 'unknown'}`, () => assert.equal(shown(word), value));
  });
}

test('the escape character of the file counts', () => {
  assert.equal(shown('C:\\$A', '`'), 'C:\\abc');
  assert.equal(shown('`$A', '`'), '$A');
  assert.equal(shown('"a`"b"', '`'), 'a"b');
});

test('what is nested or grows without end is unknown', () => {
  assert.equal(shown(`${'${NONE:-'.repeat(40)}x${'}'.repeat(40)}`), 'x');
  assert.equal(shown(`${'${NONE:-'.repeat(5_000)}x${'}'.repeat(5_000)}`), undefined);
  const long: Lookup = () => ({ text: 'x'.repeat(8_000), isDefault: false });
  assert.equal(expandWord('$A', '\\', long)?.text.length, 8_000);
  assert.equal(expandWord('$A$A', '\\', long), undefined);
});
