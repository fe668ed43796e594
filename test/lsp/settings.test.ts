// Settings: where the server takes them from, and that a change counts at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { type DockerfileRule, dockerfileRule } from '../../server/src/rule/rule';
import { rangeOf } from '../../server/src/text/range';
import { type Client, startClient } from './client';

const URI = 'file:///w/Dockerfile';

const ruleFor = (id: string, recommended: boolean, references: DockerfileRule['references'] = []): DockerfileRule =>
  dockerfileRule({
    id,
    title: id,
    severity: 'info',
    confidence: 'high',
    category: 'hygiene',
    recommended,
    references,
    docs: { why: '', bad: '', good: '', limits: '' },
    *stage() {
      yield { range: rangeOf(0, 0, 0, 4), message: id };
    },
  });

const rules = [
  ruleFor('of-recommended', true),
  ruleFor('of-strict', false),
  ruleFor('of-cis', false, [{ cis: '4.1' }]),
];
const FOUND = {
  recommended: ['of-recommended'],
  strict: ['of-recommended', 'of-strict', 'of-cis'],
  cis: ['of-cis'],
} as const;

async function found(client: Client, uri = URI, version = 1): Promise<unknown[]> {
  const diagnostics = await client.open(uri, 'FROM a\n', 'dockerfile', version);
  return diagnostics.map(({ code }) => code);
}

const changed = (client: Client, settings: unknown): Promise<void> =>
  client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });

test('without settings the profile is recommended', async (t) => {
  assert.deepEqual(await found(await startClient(t, { rules })), FOUND.recommended);
});

for (const profile of ['recommended', 'strict', 'cis'] as const) {
  test(`the profile ${profile} from the start`, async (t) => {
    assert.deepEqual(await found(await startClient(t, { rules, initializationOptions: { profile } })), FOUND[profile]);
  });
}

for (const wrong of [undefined, null, 'strict', 5, [], { profile: 'severe' }, { profile: { name: 'strict' } }]) {
  test(`${JSON.stringify(wrong)} from the start says nothing`, async (t) => {
    assert.deepEqual(await found(await startClient(t, { rules, initializationOptions: wrong })), FOUND.recommended);
  });
}

test('each document has the profile of its scope', async (t) => {
  const configuration = (scope?: string) => ({ profile: scope?.includes('/strict/') ? 'strict' : 'cis' });
  const client = await startClient(t, { rules, configuration });
  assert.deepEqual(await found(client, 'file:///w/strict/Dockerfile'), FOUND.strict);
  assert.deepEqual(await found(client, 'file:///w/other/Dockerfile'), FOUND.cis);
});

test('a document is asked for once', async (t) => {
  const scopes: (string | undefined)[] = [];
  const configuration = (scope?: string) => void scopes.push(scope);
  const client = await startClient(t, { rules, configuration });
  await found(client);
  await client.change(URI, 2, { text: 'FROM b\n' });
  await client.change(URI, 3, { text: 'FROM c\n' });
  assert.deepEqual(scopes, [URI]);
  await client.close(URI);
  await found(client, URI, 4);
  assert.deepEqual(scopes, [URI, URI]);
});

test('what the editor leaves out or has wrong is as it was at the start', async (t) => {
  for (const answer of [null, {}, { profile: 'severe' }, 'strict']) {
    const client = await startClient(t, {
      rules,
      initializationOptions: { profile: 'cis' },
      configuration: () => answer,
    });
    assert.deepEqual(await found(client), FOUND.cis);
  }
});

test('an editor that fails to answer changes nothing', async (t) => {
  const configuration = () => {
    throw new Error('no');
  };
  assert.deepEqual(await found(await startClient(t, { rules, configuration })), FOUND.recommended);
});

test('a change counts for open documents at once, at the version that they have', async (t) => {
  let profile = 'recommended';
  const client = await startClient(t, { rules, configuration: () => ({ profile }) });
  await found(client, URI, 3);
  profile = 'strict';
  const published = client.at(URI, 3);
  await changed(client, null);
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    FOUND.strict,
  );
});

test('a change while the editor is asked counts', async (t) => {
  const answers: ((profile: string) => void)[] = [];
  let asked: () => void = () => undefined;
  const nextQuestion = (): Promise<void> => new Promise((resolve) => (asked = resolve));
  const configuration = (): Promise<unknown> =>
    new Promise((resolve) => {
      answers.push((profile) => resolve({ profile }));
      asked();
    });
  const client = await startClient(t, { rules, configuration });
  const published = client.at(URI, 1);
  const first = nextQuestion();
  await client.send(URI, 'FROM a\n');
  await first;
  const second = nextQuestion();
  await changed(client, null);
  answers[0]?.('recommended');
  await second;
  answers[1]?.('strict');
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    FOUND.strict,
  );
  assert.equal(client.publishedOf(URI).length, 1);
});

test('an editor that cannot be asked sends its settings along', async (t) => {
  const client = await startClient(t, { rules });
  await found(client);
  const published = client.at(URI, 1);
  await changed(client, { hullwright: { profile: 'cis' } });
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    FOUND.cis,
  );
  const again = client.at(URI, 1);
  await changed(client, { other: { profile: 'strict' } });
  assert.deepEqual(
    (await again).diagnostics.map(({ code }) => code),
    FOUND.cis,
  );
});
