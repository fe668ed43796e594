// Arguments cut into options and operands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OptionTable, placeOfOption, readArguments } from '../../server/src/shell/options';
import { readShell } from '../../server/src/shell/script';
import { shownWord } from '../support/shown-commands';

const TABLE: OptionTable = { short: 'ou', long: new Set(['--output', '--user']) };
const SINGLE: OptionTable = { singleDash: true, long: new Set(['-o']) };

const CASES: readonly (readonly [string, OptionTable, string])[] = [
  ['x a b', TABLE, '| a b'],
  ['x -a b', TABLE, '-a | b'],
  ['x -abc d', TABLE, '-a -b -c | d'],
  ['x -o f d', TABLE, '-o=f | d'],
  ['x -of d', TABLE, '-o=f | d'],
  ['x -aof d', TABLE, '-a -o=f | d'],
  ['x -ao f d', TABLE, '-a -o=f | d'],
  ['x -o-k d', TABLE, '-o=-k | d'],
  ['x -o -k d', TABLE, '-o=-k | d'],
  ['x --output f d', TABLE, '--output=f | d'],
  ['x --output=f d', TABLE, '--output=f | d'],
  ['x --other f d', TABLE, '--other | f d'],
  ['x --output="a b" d', TABLE, "--output='a b' | d"],
  ['x --output=$f d', TABLE, '--output=$f | d'],
  ['x -o$f d', TABLE, '-o=$f | d'],
  ['x -o"$f" -a', TABLE, '-o=$f -a |'],
  ['x $opts d', TABLE, '| $opts d'],
  ['x - d', TABLE, '| - d'],
  ['x -a -- -b --c', TABLE, '-a | -b --c'],
  ['x d -a', TABLE, '-a | d'],
  ["x '-a' d", TABLE, '-a | d'],
  ['x -ldflags -s d', { singleDash: true, long: new Set(['-ldflags']) }, '-ldflags=-s | d'],
  ['x -o f -v d', SINGLE, '-o=f -v | d'],
  ['x -o', TABLE, '-o |'],
  ['x --output', TABLE, '--output |'],
  ['x', TABLE, '|'],
];

for (const [script, table, expected] of CASES) {
  test(script, () => {
    const [command] = readShell(script)?.commands ?? [];
    const { options, operands } = readArguments(command?.args ?? [], table);
    const shown = [
      ...options.map(({ name, value }) => (value ? `${name}=${shownWord(value)}` : name)),
      '|',
      ...operands.map(shownWord),
    ];
    assert.equal(shown.join(' '), expected);
  });
}

/** Taking the first option named -k, or the first of all, out of a command. */
const REMOVALS: readonly (readonly [string, string | undefined])[] = [
  ['x -k a', 'x a'],
  ['x a -k', 'x a'],
  ['x -k', 'x'],
  ['x -ak b', 'x -a b'],
  ['x -kof b', 'x -of b'],
  ["x '-k' a", 'x a'],
  ['x   -k   a', 'x   a'],
  ['sudo x -k a', 'sudo x a'],
  ["sh -c 'x -k a'", "sh -c 'x a'"],
  ['sh -c "x -k \\"a\\""', undefined],
];

for (const [script, expected] of REMOVALS) {
  test(`without -k: ${script}`, () => {
    const command = readShell(script)?.commands.find(({ program }) => program === 'x');
    assert.ok(command);
    const option = readArguments(command.args, TABLE).options.find(({ name }) => name === '-k');
    assert.ok(option);
    const place = placeOfOption(command, option);
    assert.equal(place && script.slice(0, place.start) + script.slice(place.end), expected);
  });
}
