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

interface Case {
  readonly concern: string;
  readonly expected: string;
  /** Of the file that is read. */
  readonly name: string;
  readonly text: string;
  /** Beside it, by name. */
  readonly files: Readonly<Record<string, string>>;
}

function casesOf(path: string, kindsName: string): Case[] {
  const [, ...blocks] = readFileSync(path, 'utf8').split(/^@/m);
  return blocks.map((block) => {
    const end = block.indexOf('\n');
    const [concern = '', expected = '', name = kindsName] = block.slice(0, end).split(' ');
    const [text = '', ...others] = block.slice(end + 1).split(/^\+\+\+ /m);
    const files = Object.fromEntries(
      others.map((other) => [other.slice(0, other.indexOf('\n')), other.slice(other.indexOf('\n') + 1)]),
    );
    return { concern, expected, name, text, files };
  });
}

const isRight = ({ concern, expected, name, text, files }: Case): boolean => {
  assert.ok(expected === 'bad' || expected === 'good', expected);
  const rules = analyse(text, 'strict', `file:///w/${name}`, { files }).findings.map(({ rule }) => rule);
  const concerns = new Set(rules.flatMap((rule) => MEANT[rule] ?? []));
  const counted = expected === 'bad' ? [concern, ...(ALSO[concern] ?? [])] : [concern];
  return counted.some((each) => concerns.has(each)) === (expected === 'bad');
};

const SETS = [
  { path: 'test/eval/labelled.txt', name: 'Dockerfile', atLeast: 500 },
  { path: 'test/eval/labelled-compose.txt', name: 'compose.yaml', atLeast: 250 },
  { path: 'test/eval/labelled-daemon.txt', name: 'daemon.json', atLeast: 100 },
];

for (const { path, name, atLeast } of SETS) {
  test(`${path}: cases are found or left alone, as they say`, () => {
    const cases = casesOf(path, name);
    assert.ok(cases.length > atLeast);
    assert.deepEqual(
      cases.filter((each) => !isRight(each)).map(({ concern, expected, text }) => `${concern} ${expected}\n${text}`),
      [],
    );
  });
}
