// Rules that look at other files: what was found is found anew when one of these changes, open or audited.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver/node';
import { dockerfileRule } from '../../server/src/rule/rule';
import { rangeOf } from '../../server/src/text/range';
import { childUri, parentUri } from '../../server/src/text/uri';
import { type Client, insert, startClient } from './client';
import { MemoryFiles } from './memory-files';

const A = 'file:///w/a/Dockerfile';
const B = 'file:///w/b/Dockerfile';
const BESIDE_B = 'file:///w/b/beside.Dockerfile';
const TEXT = 'FROM a:1\nUSER b\n';

/** Says what the file beside it holds. */
const beside = dockerfileRule({
  id: 'beside',
  title: 'beside',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: { why: '', bad: '', good: '', limits: '' },
  *file(_, { uri, files }) {
    const answer = files.read(childUri(parentUri(uri) ?? uri, 'beside.Dockerfile'));
    if (answer.kind === 'text') yield { range: rangeOf(0, 0, 0, 0), message: answer.text.split('\n')[0] ?? '' };
  },
});

async function start(t: TestContext, texts: Readonly<Record<string, string>>): Promise<[Client, MemoryFiles]> {
  const fileSystem = new MemoryFiles(texts);
  return [await startClient(t, { rules: [beside], fileSystem, folders: ['file:///w'] }), fileSystem];
}

const changed = (client: Client, uri: string): Promise<void> =>
  client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type: FileChangeType.Changed }],
  });

/** The next message of a file's one finding. */
async function said(client: Client, uri: string, cause: () => unknown): Promise<unknown> {
  const next = client.nextOf(uri);
  await cause();
  return (await next).diagnostics[0]?.message;
}

test('an open document is told what a file beside it says, and when that changes on disk', async (t) => {
  const [client, files] = await start(t, { [B]: TEXT, [BESIDE_B]: 'FROM one\n' });
  await client.open(B, TEXT);
  assert.equal(await said(client, B, () => undefined), 'FROM one');
  files.texts.set(BESIDE_B, 'FROM two\n');
  assert.equal(await said(client, B, () => changed(client, BESIDE_B)), 'FROM two');
});

test('what is typed in the other counts before it is saved', async (t) => {
  const [client] = await start(t, { [B]: TEXT, [BESIDE_B]: 'FROM one\n' });
  await client.open(B, TEXT);
  assert.equal(await said(client, B, () => undefined), 'FROM one');
  assert.equal(await said(client, B, () => client.open(BESIDE_B, 'FROM one\n')), 'FROM one');
  assert.equal(await said(client, B, () => client.change(BESIDE_B, 2, insert(0, 5, 'no'))), 'FROM noone');
});

test('an audited file is analysed again when the other changes', async (t) => {
  const [client, files] = await start(t, { [A]: TEXT, [B]: TEXT, [BESIDE_B]: 'FROM one\n' });
  assert.equal(await said(client, B, () => client.audit()), 'FROM one');
  files.texts.set(BESIDE_B, 'FROM two\n');
  assert.equal(await said(client, B, () => changed(client, BESIDE_B)), 'FROM two');
});

const ALONE = 'file:///w/a/compose.yaml';

/** Says of a stage whether a file beside it answers. */
const answered = dockerfileRule({
  id: 'answered',
  title: 'answered',
  severity: 'info',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: { why: '', bad: '', good: '', limits: '' },
  *stage() {
    yield { range: rangeOf(0, 0, 0, 0), message: 'alone' };
  },
  beside(report, _, { uri, files }) {
    const answer = files.read(childUri(parentUri(uri) ?? uri, 'compose.yaml'));
    if (answer.kind !== 'text') return report;
    return answer.text.includes('user') ? undefined : { ...report, message: 'among others' };
  },
});

test('a report of a stage is looked at anew beside another file, while the stage stays what it is', async (t) => {
  const fileSystem = new MemoryFiles({ [A]: TEXT, [ALONE]: 'services: {}\n' });
  const client = await startClient(t, { rules: [answered], fileSystem, folders: ['file:///w'] });
  await client.open(A, TEXT);
  assert.equal(await said(client, A, () => undefined), 'among others');
  fileSystem.texts.set(ALONE, 'user: 1\n');
  assert.equal(await said(client, A, () => changed(client, ALONE)), undefined);
  fileSystem.texts.delete(ALONE);
  assert.equal(await said(client, A, () => changed(client, ALONE)), 'alone');
});
