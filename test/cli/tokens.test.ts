// Words of a command line are cut as Node's parseArgs does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { tokensOf } from '../../server/src/cli/tokens';

const WORDS = [
  '--',
  '-',
  '-a',
  '-ab',
  '--flag',
  '--flag=x',
  '--text',
  '--text=',
  '--text=a=b',
  '--=x',
  '--other',
  'a',
  '',
];

function expected(args: readonly string[]): unknown[] {
  const options = { flag: { type: 'boolean' }, text: { type: 'string' } } as const;
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind === 'positional') return [['positional', token.value]];
    return token.kind === 'option' ? [[token.name, token.rawName, token.value, token.inlineValue]] : [];
  });
}

test('options, values and paths', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }), (args) => {
      const tokens = tokensOf(args, (name) => name === 'text');
      const found = tokens.map((token) =>
        token.kind === 'positional'
          ? ['positional', token.value]
          : [token.name, token.rawName, token.value, token.inlineValue],
      );
      assert.deepEqual(found, expected(args));
    }),
    { numRuns: 2_000 },
  );
});
