// "Audit Workspace": every Dockerfile of the workspace, and the findings of closed files that stay until they are fixed.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';
import {
  CancellationTokenSource,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
} from 'vscode-languageserver/node';
import { auditReportRequest, auditRequest } from '../../server/src/lsp/audit-protocol';
import { type Client, type ClientOptions, insert, shown, startClient } from './client';
import { MemoryFiles } from './memory-files';

const ROOT = 'file:///w';
const A = 'file:///w/a/Dockerfile';
const B = 'file:///w/b/Dockerfile';
const FLOATING = 'FROM a:latest\nUSER b\n';
const FLOATING_SHOWN = ['0:7-0:13 warning floating-tag'];
const FINE = 'FROM a:1\nUSER b\n';

interface Workspace {
  readonly client: Client;
  readonly files: MemoryFiles;
}

async function startIn(t: TestContext, texts: Record<string, string>, options: ClientOptions = {}): Promise<Workspace> {
  const files = new MemoryFiles(texts);
  const client = await startClient(t, { fileSystem: files, folders: [ROOT], ...options });
  return { client, files };
}

/** What Problems shows now, by URI; files without problems are left out. */
function problems(client: Client): Record<string, string[]> {
  const last = new Map(client.published.map(({ uri, diagnostics }) => [uri, shown(diagnostics)]));
  return Object.fromEntries([...last].filter(([, diagnostics]) => diagnostics.length > 0));
}

const summary = (client: Client): Promise<string> =>
  client.connection.sendRequest(auditReportRequest, { format: 'summary' });

const changedOnDisk = (client: Client, uri: string): Promise<void> =>
  client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: 2 }] });

/** Until a change on disk is seen: it is answered for every file that has problems. */
async function seen(client: Client, uri: string, change: () => Promise<void>): Promise<string[]> {
  const published = client.nextOf(uri);
  await change();
  return shown((await published).diagnostics);
}

test('an audit answers counts and a summary, and publishes what it finds in closed files', async (t) => {
  const { client } = await startIn(t, { [A]: FLOATING, [B]: FINE, 'file:///w/b/notes.md': '# FROM a\n' });
  assert.deepEqual(await client.audit(), { files: 2, findings: 1, suppressed: 0, cancelled: false });
  assert.match(await summary(client), /^# Hullwright audit\n\n1 finding in 2 files: 1 warning\.\n/);
  assert.deepEqual(problems(client), { [A]: FLOATING_SHOWN });
  assert.deepEqual(
    client.published.map(({ version }) => version),
    [undefined],
  );
});

test('a folder that does not exist is a finding, and one without Dockerfiles is none', async (t) => {
  const { client } = await startIn(t, {}, { folders: ['file:///w', 'file:///empty'] });
  assert.equal((await client.audit()).findings, 0);
  assert.match(await summary(client), /^# Hullwright audit\n\n0 findings in 0 files\. Nothing to report\.\n$/);
});

test('without files of its own a server audits nothing', async (t) => {
  const client = await startClient(t);
  assert.deepEqual(await client.audit(), { files: 0, findings: 0, suppressed: 0, cancelled: false });
  assert.equal(await summary(client), '');
});

test('a client that knows no folders is audited in its root', async (t) => {
  const fileSystem = new MemoryFiles({ [A]: FLOATING });
  const capabilities = { workspace: { workspaceFolders: false } };
  const client = await startClient(t, { fileSystem, folders: [ROOT], capabilities });
  assert.equal((await client.audit()).files, 1);
  assert.deepEqual(client.log, []);
});

test('a file that cannot be read, or is too large, is a finding of that file', async (t) => {
  const big = 'file:///w/Dockerfile.big';
  const { client, files } = await startIn(t, { [A]: FLOATING, [big]: 'x'.repeat(1_048_577) });
  files.beforeRead = (uri) => {
    if (uri === A) throw new Error('permission denied');
  };
  await client.audit();
  assert.deepEqual(problems(client), { [A]: ['0:0-0:0 error unreadable-file'], [big]: ['0:0-0:0 info not-analysed'] });
});

test('one folder in another is audited once', async (t) => {
  const { client } = await startIn(t, { [A]: FLOATING }, { folders: [ROOT, 'file:///w/a'] });
  assert.deepEqual((({ files, findings }) => ({ files, findings }))(await client.audit()), { files: 1, findings: 1 });
});

test('each folder has its own profile', async (t) => {
  const configuration = (scope?: string) => ({ profile: scope === 'file:///cis' ? 'cis' : 'recommended' });
  const texts = { [A]: 'FROM node\n', 'file:///cis/Dockerfile': 'FROM node\n' };
  const { client } = await startIn(t, texts, { folders: [ROOT, 'file:///cis'], configuration });
  await client.audit();
  const codes = (uri: string) =>
    client.publishedOf(uri).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
  assert.deepEqual(codes(A).sort(), ['floating-tag', 'missing-user']);
  assert.deepEqual(codes('file:///cis/Dockerfile'), ['missing-user']);
});

describe('an open document', () => {
  test('counts as it is typed, and is published with its version alone', async (t) => {
    const { client } = await startIn(t, { [A]: FLOATING });
    await client.open(A, FINE);
    const clean = await client.audit();
    assert.equal(clean.findings, 0);
    const typed = await client.change(A, 2, { text: 'FROM a\nFROM b\nUSER c\n' });
    assert.equal(typed.length, 2);
    assert.equal((await client.audit()).findings, 2);
    assert.deepEqual(
      client.publishedOf(A).map(({ version }) => version),
      [1, 2],
    );
  });

  test('keeps what the file has on disk when it is closed after an audit', async (t) => {
    const { client } = await startIn(t, { [A]: FLOATING });
    await client.open(A, 'FROM a\nFROM b\nUSER c\n');
    await client.audit();
    assert.deepEqual(await seen(client, A, () => client.close(A)), FLOATING_SHOWN);
    assert.equal(client.publishedOf(A).at(-1)?.version, undefined);
  });

  test('that was fixed and saved leaves nothing when it is closed', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING });
    await client.audit();
    await client.open(A, FLOATING);
    await client.change(A, 2, { text: FINE });
    files.texts.set(A, FINE);
    await changedOnDisk(client, A);
    assert.deepEqual(await seen(client, A, () => client.close(A)), []);
  });

  test('that was changed and not saved is closed as it is on disk', async (t) => {
    const { client } = await startIn(t, { [A]: FLOATING });
    await client.audit();
    await client.open(A, FLOATING);
    await client.change(A, 2, { text: FINE });
    assert.deepEqual(await seen(client, A, () => client.close(A)), FLOATING_SHOWN);
  });
});

describe('the findings of a closed file', () => {
  test('change when it changes on disk, and vanish when it is fixed', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING });
    await client.audit();
    files.texts.set(A, `# syntax=x\n${FLOATING}`);
    assert.deepEqual(await seen(client, A, () => changedOnDisk(client, A)), ['1:7-1:13 warning floating-tag']);
    files.texts.set(A, FINE);
    assert.deepEqual(await seen(client, A, () => changedOnDisk(client, A)), []);
    assert.deepEqual(problems(client), {});
  });

  test('vanish when it is deleted', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING, [B]: FLOATING });
    await client.audit();
    files.texts.delete(A);
    assert.deepEqual(await seen(client, A, () => changedOnDisk(client, A)), []);
    assert.deepEqual(problems(client), { [B]: FLOATING_SHOWN });
  });

  test('vanish when a folder above it is deleted', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING, [B]: FLOATING });
    await client.audit();
    files.texts.delete(A);
    assert.deepEqual(await seen(client, A, () => changedOnDisk(client, 'file:///w/a')), []);
    assert.deepEqual(problems(client), { [B]: FLOATING_SHOWN });
  });

  test('vanish when its folder leaves the workspace, but not where another folder holds it', async (t) => {
    const folders = [ROOT, 'file:///w/a', 'file:///x'];
    const C = 'file:///x/Dockerfile';
    const { client } = await startIn(t, { [A]: FLOATING, [C]: FLOATING }, { folders });
    await client.audit();
    assert.deepEqual(Object.keys(problems(client)), [A, C]);
    const removed = ['file:///w/a', 'file:///x'].map((uri) => ({ uri, name: uri }));
    const event = { event: { added: [], removed } };
    const change = () => client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, event);
    assert.deepEqual(await seen(client, C, change), []);
    assert.deepEqual(problems(client), { [A]: FLOATING_SHOWN });
  });

  test('appear for a folder that came to the workspace', async (t) => {
    const C = 'file:///x/Dockerfile';
    const { client } = await startIn(t, { [C]: FLOATING });
    const event = { event: { added: [{ uri: 'file:///x', name: 'x' }], removed: [] } };
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, event);
    await client.audit();
    assert.deepEqual(problems(client), { [C]: FLOATING_SHOWN });
  });

  test('vanish with the next audit, where the file is not found any more', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING });
    await client.audit();
    files.texts.set('file:///w/.git/HEAD', '');
    files.texts.set('file:///w/.gitignore', 'a/\n');
    await client.audit();
    assert.deepEqual(problems(client), {});
  });

  test('follow the settings', async (t) => {
    let profile = 'recommended';
    const { client } = await startIn(t, { [A]: FLOATING }, { configuration: () => ({ profile }) });
    await client.audit();
    profile = 'cis';
    const change = () =>
      client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await seen(client, A, change), []);
  });

  test('are not published for a file that no audit has seen', async (t) => {
    const { client } = await startIn(t, { [A]: FLOATING });
    await changedOnDisk(client, A);
    await client.settled();
    assert.deepEqual(problems(client), {});
  });

  test('appear for a file that comes while the first audit runs, and vanish for one that goes then', async (t) => {
    const came = 'file:///w/c/Dockerfile';
    const { client, files } = await startIn(t, { [A]: FLOATING, [B]: FLOATING });
    const gone = (async () => {
      while ((await client.nextOf(A)).diagnostics.length > 0);
    })();
    let isFirst = true;
    files.beforeRead = async (uri) => {
      if (uri !== B || !isFirst) return;
      isFirst = false;
      files.texts.set(came, FLOATING);
      files.texts.delete(A);
      await changedOnDisk(client, came);
      await changedOnDisk(client, A);
      // What is answered was sent later: the changes are heard of.
      await summary(client);
    };
    const heard = client.nextOf(came);
    await client.audit();
    await Promise.all([heard, gone]);
    assert.deepEqual(problems(client), { [B]: FLOATING_SHOWN, [came]: FLOATING_SHOWN });
  });

  test('stay for a file that comes while the files of a further audit are looked for', async (t) => {
    const came = 'file:///w/a/web.Dockerfile';
    const { client, files } = await startIn(t, { [A]: FLOATING, [B]: FLOATING });
    await client.audit();
    const { readDirectory } = files;
    files.readDirectory = async (uri) => {
      const entries = await readDirectory.call(files, uri);
      if (!uri.endsWith('/a') || files.texts.has(came)) return entries;
      files.texts.set(came, FLOATING);
      await seen(client, came, () => changedOnDisk(client, came));
      return entries;
    };
    await client.audit();
    assert.deepEqual(problems(client), { [A]: FLOATING_SHOWN, [B]: FLOATING_SHOWN, [came]: FLOATING_SHOWN });
  });

  test('are those of the last change, though an earlier one takes longer to read', async (t) => {
    const { client, files } = await startIn(t, { [A]: FLOATING });
    await client.audit();
    const reads: (() => void)[] = [];
    const started: (() => void)[] = [];
    files.beforeRead = () =>
      new Promise((resolve) => {
        reads.push(resolve);
        started.shift()?.();
      });
    const nextRead = (): Promise<void> => new Promise((resolve) => started.push(resolve));
    const [first, second] = [nextRead(), nextRead()];
    await changedOnDisk(client, A);
    await first;
    await changedOnDisk(client, A);
    await second;
    files.texts.set(A, FINE);
    const cleared = client.nextOf(A);
    reads[1]?.();
    assert.deepEqual((await cleared).diagnostics, []);
    files.texts.set(A, FLOATING);
    reads[0]?.();
    await client.settled();
    assert.deepEqual(problems(client), {});
  });
});

describe('a long audit', () => {
  const texts = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`file:///w/d${10 + i}/Dockerfile`, FLOATING]));

  test('reports how far it is', async (t) => {
    const { client, files } = await startIn(t, texts);
    let now = 0;
    t.mock.method(Date, 'now', () => now);
    let reads = 0;
    files.beforeRead = () => {
      if (++reads === 20 || reads === 30) now += 250;
    };
    const messages = client.progress('token');
    const { files: count } = await client.audit({ workDoneToken: 'token' });
    assert.equal(count, 40);
    assert.equal(messages.length, 2);
    for (const message of messages) assert.match(message, /^\d\d %: \d+ of 40 files, d\d\d\/Dockerfile$/);
  });

  test('that is cancelled answers what it has, and leaves earlier findings', async (t) => {
    const { client, files } = await startIn(t, texts);
    await client.audit();
    const before = problems(client);
    const source = new CancellationTokenSource();
    let reads = 0;
    files.beforeRead = async () => {
      if (++reads !== 20) return;
      source.cancel();
      await client.settled();
    };
    const result = await client.connection.sendRequest(auditRequest, {}, source.token);
    assert.equal(result.cancelled, true);
    assert.ok(result.files > 0 && result.files < 40, `${result.files} files`);
    assert.match(await summary(client), /40 findings in 40 files/);
    assert.deepEqual(problems(client), before);
  });

  test('lets edits in meanwhile', async (t) => {
    const { client, files } = await startIn(t, texts);
    await client.open(A, FINE);
    let reads = 0;
    files.beforeRead = async () => {
      if (++reads === 20) await client.change(A, 2, insert(0, 0, 'FROM x\n'));
    };
    assert.equal((await client.audit()).files, 40);
    assert.equal(client.publishedOf(A).at(-1)?.version, 2);
  });
});
