// Configurations in the editor: what holds for a document, that a change counts at once, what is wrong said where it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  RequestType,
} from 'vscode-languageserver/node';
import type { DocumentStatus } from '../../protocol/status';
import { onEach } from '../lint/rules';
import { type Client, type ClientOptions, insert, range, shown, startClient } from './client';
import { MemoryFiles } from './memory-files';

const URI = 'file:///w/a/Dockerfile';
const CONFIG = 'file:///w/.hullwright.yaml';
const TEXT = 'FROM a\nUSER root\nRUN b\n';
const rules = [
  onEach('bad-user', 'USER', { references: [{ hadolint: 'DL3002' }] }),
  onEach('bad-run', 'RUN', { recommended: false }),
];

interface Opened {
  readonly client: Client;
  readonly files: MemoryFiles;
}

const start = async (
  t: Parameters<typeof startClient>[0],
  texts: Readonly<Record<string, string>>,
  more: ClientOptions = {},
): Promise<Opened> => {
  const files = new MemoryFiles(texts);
  return { files, client: await startClient(t, { rules, fileSystem: files, folders: ['file:///w'], ...more }) };
};
const found = (diagnostics: readonly Diagnostic[]): unknown[] =>
  diagnostics.map(({ severity, code }) => `${code} ${severity}`);
const opened = async ({ client }: Opened): Promise<unknown[]> => found(await client.open(URI, TEXT));
const fileChanged = (client: Client, uri: string): Promise<void> =>
  client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type: FileChangeType.Changed }],
  });
const statusRequest = new RequestType<{ uri: string }, DocumentStatus, void>('hullwright/status');
const statusOf = async ({ client }: Opened) => {
  const {
    findings: _,
    suppressed: __,
    network,
    ...status
  } = await client.connection.sendRequest(statusRequest, {
    uri: URI,
  });
  assert.equal(network, 'nowhere');
  return status;
};

test('the nearest configuration holds', async (t) => {
  const editor = await start(t, { [CONFIG]: 'profile: strict\nrules: { bad-user: error }\n' });
  assert.deepEqual(await opened(editor), ['bad-user 1', 'bad-run 2']);
  assert.deepEqual(await statusOf(editor), { kind: 'hullwright', uri: CONFIG, profile: 'strict' });
});

test('without one, that of hadolint; without that, the editor’s settings', async (t) => {
  const hadolint = await start(t, { 'file:///w/.hadolint.yaml': 'ignored: [DL3002]\n' });
  assert.deepEqual(await opened(hadolint), []);
  assert.deepEqual(await statusOf(hadolint), {
    kind: 'hadolint',
    uri: 'file:///w/.hadolint.yaml',
    profile: 'recommended',
  });
  const none = await start(t, {});
  assert.deepEqual(await opened(none), ['bad-user 2']);
  assert.deepEqual(await statusOf(none), { kind: 'none', profile: 'recommended' });
});

test('the innermost folder of the workspace is where looking ends', async (t) => {
  const texts = { [CONFIG]: 'profile: strict\n' };
  const { client } = await start(t, texts, { folders: ['file:///w', 'file:///w/a'] });
  assert.deepEqual(found(await client.open(URI, TEXT)), ['bad-user 2']);
  assert.deepEqual(found(await client.open('file:///w/b/Dockerfile', TEXT)), ['bad-user 2', 'bad-run 2']);
});

test('each folder of a workspace has its own configuration, settings and linter, open or audited', async (t) => {
  const texts = {
    'file:///w/a/.hullwright.yaml': 'rules: { bad-user: error }\n',
    'file:///w/b/.hullwright.yaml': 'rules: { bad-user: off }\n',
    'file:///w/b/Dockerfile': TEXT,
    'file:///w/c/Dockerfile': TEXT,
  };
  let strict = '/c';
  const { client } = await start(t, texts, {
    folders: ['file:///w/a', 'file:///w/b', 'file:///w/c'],
    configuration: (scope) => ({ profile: scope?.includes(strict) ? 'strict' : 'recommended' }),
  });
  const both = async (): Promise<unknown[]> => [
    found(await client.open('file:///w/a/Dockerfile', TEXT)),
    found(await client.open('file:///w/c/Dockerfile', TEXT)),
  ];
  assert.deepEqual(await both(), [['bad-user 1'], ['bad-user 2', 'bad-run 2']]);
  const { findings } = await client.audit();
  assert.equal(findings, 2);
  strict = '/a';
  const published = client.nextOf('file:///w/a/Dockerfile');
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.deepEqual(found((await published).diagnostics), ['bad-user 1', 'bad-run 2']);
});

test('a file outside the workspace has none', async (t) => {
  const { client } = await start(t, {
    'file:///.hullwright.yaml': 'profile: strict\n',
    'file:///v/.hullwright.yaml': 'profile: strict\n',
  });
  assert.deepEqual(found(await client.open('file:///v/Dockerfile', TEXT)), ['bad-user 2']);
});

for (const [configurationPreference, expected, kind] of [
  ['filesystemFirst', ['bad-user 1', 'bad-run 2'], 'hullwright'],
  ['editorFirst', ['bad-user 1'], 'hullwright'],
  ['editorOnly', ['bad-user 2'], 'editor'],
] as const) {
  test(`with the preference ${configurationPreference}`, async (t) => {
    const initializationOptions = { profile: 'recommended', configurationPreference };
    const editor = await start(
      t,
      { [CONFIG]: 'profile: strict\nrules: { bad-user: error }\n' },
      { initializationOptions },
    );
    assert.deepEqual(await opened(editor), expected);
    assert.equal((await statusOf(editor)).kind, kind);
  });
}

test('a change on disk counts at once', async (t) => {
  const editor = await start(t, { [CONFIG]: 'profile: strict\n' });
  const { client, files } = editor;
  assert.deepEqual(await opened(editor), ['bad-user 2', 'bad-run 2']);
  for (const [text, expected] of [
    ['rules: { bad-user: off }', []],
    ['rules: { bad-user: hint }', ['bad-user 4']],
  ] as const) {
    files.texts.set(CONFIG, text);
    const published = client.at(URI, 1);
    await fileChanged(client, CONFIG);
    assert.deepEqual(found((await published).diagnostics), expected);
  }
  files.texts.delete(CONFIG);
  const published = client.at(URI, 1);
  await fileChanged(client, CONFIG);
  assert.deepEqual(found((await published).diagnostics), ['bad-user 2']);
});

test('what is typed in a configuration counts before it is saved, and what is wrong is said there', async (t) => {
  const editor = await start(t, { [CONFIG]: 'rules:\n' });
  const { client } = editor;
  assert.deepEqual(await opened(editor), ['bad-user 2']);
  const wrong = await client.open(CONFIG, 'rules:\n  bad-usr: off\n', 'yaml');
  assert.deepEqual(
    wrong.map(({ message, range: place, code }) => [message, place, code]),
    [["there is no rule 'bad-usr' (did you mean bad-user?)", range(1, 2, 1, 9), 'invalid-configuration']],
  );
  const [relinted, right] = [
    client.next(({ uri, diagnostics }) => uri === URI && diagnostics.length === 0),
    client.at(CONFIG, 2),
  ];
  await client.sendChange(CONFIG, 2, insert(1, 8, 'e'));
  assert.deepEqual((await right).diagnostics, []);
  await relinted;
  const back = client.next(({ uri, diagnostics }) => uri === URI && diagnostics.length === 1);
  await client.close(CONFIG);
  await back;
});

test('what is wrong in a closed configuration is said when it is read, and gone when it is put right', async (t) => {
  const { client, files } = await start(t, { [CONFIG]: 'profil: strict\n' });
  const wrong = client.nextOf(CONFIG);
  await client.open(URI, TEXT);
  assert.equal((await wrong).diagnostics.length, 1);
  files.texts.set(CONFIG, 'profile: strict\n');
  const right = client.nextOf(CONFIG);
  await fileChanged(client, CONFIG);
  assert.deepEqual((await right).diagnostics, []);
});

test('extends is followed only where the workspace is trusted', async (t) => {
  const texts = { [CONFIG]: 'extends: strict.yaml\n', 'file:///w/strict.yaml': 'profile: strict\n' };
  assert.deepEqual(await opened(await start(t, texts)), ['bad-user 2', 'bad-run 2']);
  const restricted = await start(t, texts, { initializationOptions: { trusted: false } });
  const said = restricted.client.nextOf(CONFIG);
  assert.deepEqual(await opened(restricted), ['bad-user 2']);
  assert.deepEqual(
    (await said).diagnostics.map(({ message }) => message),
    ['this is not followed: the workspace is not trusted'],
  );
});

test('an audit says which entries silence nothing, until the configuration changes', async (t) => {
  const { client, files } = await start(t, {
    [CONFIG]:
      'suppress:\n  - { rule: bad-run, path: "**" }\n  - { rule: bad-user, path: "**" }\nrules: { bad-run: info }\n',
    [URI]: 'FROM a\nUSER root\n',
  });
  const told = client.nextOf(CONFIG);
  await client.audit();
  assert.deepEqual(shown((await told).diagnostics), ['1:4-1:33 info unused-suppression']);
  files.texts.set(CONFIG, 'suppress: [{ rule: bad-user, path: "**" }]\n');
  const gone = client.nextOf(CONFIG);
  await fileChanged(client, CONFIG);
  assert.deepEqual((await gone).diagnostics, []);
});

test('what an audit said of an entry goes when the next one finds it useful', async (t) => {
  const { client, files } = await start(t, {
    [CONFIG]: 'profil: strict\nsuppress: [{ rule: bad-user, path: "**" }]\n',
    [URI]: 'FROM a\n',
  });
  const both = client.next(({ uri, diagnostics }) => uri === CONFIG && diagnostics.length === 2);
  await client.audit();
  await both;
  files.texts.set(URI, TEXT);
  const one = client.nextOf(CONFIG);
  await client.audit();
  assert.deepEqual(shown((await one).diagnostics), ['0:0-0:6 warning invalid-configuration']);
});

test('the audit takes the configuration of each file', async (t) => {
  const { client } = await start(t, {
    'file:///w/Dockerfile': TEXT,
    'file:///w/a/Dockerfile': TEXT,
    'file:///w/a/.hullwright.yaml': 'profile: strict\n',
    'file:///w/b/Dockerfile': TEXT,
    'file:///w/b/.hullwright.yaml': 'ignore: ["*"]\n',
  });
  const { files, findings } = await client.audit();
  assert.deepEqual({ files, findings }, { files: 3, findings: 3 });
});

test('the status counts what is found and what is silenced', async (t) => {
  const counts = async ({ client }: Opened, uri: string): Promise<unknown> => {
    const { findings, suppressed } = await client.connection.sendRequest(statusRequest, { uri });
    return { findings, suppressed };
  };
  const editor = await start(t, { [CONFIG]: 'profile: strict\n' });
  await editor.client.open(URI, 'FROM a\nUSER root\nRUN b\nRUN c\n');
  assert.deepEqual(await counts(editor, URI), { findings: 3, suppressed: 0 });
  await editor.client.change(URI, 2, { text: 'FROM a\n# hullwright ignore=bad-user\nUSER root\nRUN b\nRUN c\n' });
  assert.deepEqual(await counts(editor, URI), { findings: 2, suppressed: 1 });
  assert.deepEqual(await counts(editor, 'file:///w/never/opened'), { findings: 0, suppressed: 0 });
});
