// What the schema of Compose files says is told once: by this server, or by another one that tells the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyRule } from '../../server/src/rules/every';
import { type Client, type ClientOptions, startClient } from './client';

const URI = 'file:///w/compose.yaml';
/** A key that nobody knows, a value of a wrong type, and what Compose refuses for another reason. */
const TEXT =
  'services:\n  a:\n    image: x:1\n    imagee: y\n    cap_add: 5\n    privileged: true\n    user: "1"\n    user: "2"\n';
const SCHEMA = ['3 invalid-compose', '4 invalid-compose'];
const OTHERS = ['5 privileged-service', '7 invalid-compose'];

const told = (diagnostics: Awaited<ReturnType<Client['open']>>): string[] =>
  diagnostics
    .map(({ code, range }) => `${range.start.line} ${code}`)
    .filter((shown) => [...SCHEMA, ...OTHERS].includes(shown));

const open = async (t: Parameters<typeof startClient>[0], options: ClientOptions): Promise<Client> =>
  startClient(t, { rules: everyRule, folders: ['file:///w'], fileSystem: undefined, ...options });

const ROWS: readonly (readonly [schema: unknown, elsewhere: unknown, isTold: boolean])[] = [
  [undefined, undefined, true],
  ['auto', undefined, true],
  ['auto', false, true],
  ['auto', true, false],
  [undefined, true, false],
  ['sometimes', true, false],
  ['auto', 'yes', true],
  ['on', true, true],
  ['on', false, true],
  ['off', true, false],
  ['off', false, false],
];

for (const [schema, composeSchemaElsewhere, isTold] of ROWS) {
  test(`${schema}, ${composeSchemaElsewhere === true ? '' : 'not '}told elsewhere: ${isTold ? 'told' : 'silent'}`, async (t) => {
    const client = await open(t, {
      initializationOptions: { composeSchemaElsewhere },
      configuration: () => ({ compose: { schema } }),
    });
    assert.deepEqual(told(await client.open(URI, TEXT, 'dockercompose')), isTold ? [...SCHEMA, ...OTHERS] : OTHERS);
  });
}

test('an editor that is not asked says it at the start', async (t) => {
  const client = await open(t, { initializationOptions: { compose: { schema: 'off' } } });
  assert.deepEqual(told(await client.open(URI, TEXT, 'dockercompose')), OTHERS);
});

test('an extension that comes and goes counts at once', async (t) => {
  const client = await open(t, { configuration: () => ({}) });
  assert.deepEqual(told(await client.open(URI, TEXT, 'dockercompose')), [...SCHEMA, ...OTHERS]);
  for (const [isElsewhere, expected] of [
    [true, OTHERS],
    [false, [...SCHEMA, ...OTHERS]],
  ] as const) {
    const published = client.at(URI, 1);
    await client.connection.sendNotification('hullwright/composeSchemaElsewhere', isElsewhere);
    assert.deepEqual(told((await published).diagnostics), expected);
  }
});

test('a comment that silences what is told elsewhere has its use', async (t) => {
  const client = await open(t, { configuration: () => ({ compose: { schema: 'off' } }) });
  const text = TEXT.replace('    imagee', '    # hullwright ignore=invalid-compose: the fork reads it\n    imagee');
  const diagnostics = await client.open(URI, text, 'dockercompose');
  assert.deepEqual(
    diagnostics.filter(({ code }) => code === 'unused-suppression'),
    [],
  );
});
