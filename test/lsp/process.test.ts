// The server as editors start it: the bundle, as a process of its own, over standard input and output.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, ExitNotification, ShutdownRequest } from 'vscode-languageserver/node';
import { EVERYTHING, insert, shown } from './client';
import { startServerProcess } from './server-process';

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A digest: nothing that a calendar or a release makes a finding. */
const PINNED = `@sha256:${'0'.repeat(64)}`;

test('a whole session', async (t) => {
  const folder = temporaryFolder(t);
  const name = 'a (b) #é%41';
  mkdirSync(join(folder, name));
  const closed = join(folder, name, 'Dockerfile');
  writeFileSync(closed, 'FROM a:latest\nUSER b\n');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM c\n');
  const { client, exit } = await startServerProcess(t, { folder });

  const open = pathToFileURL(join(folder, 'Dockerfile')).href;
  assert.deepEqual(shown(await client.open(open, 'FROM alpine\nUSER x\n')), ['0:5-0:11 warning floating-tag']);
  assert.deepEqual(await client.change(open, 2, insert(0, 11, PINNED)), []);
  await client.change(open, 3, { text: `FROM alpine${PINNED}` });
  const [action] = await client.codeActions(open, EVERYTHING);
  assert.match(action?.title ?? '', /'app'/);

  const published = client.next(({ uri, diagnostics }) => uri !== open && diagnostics.length === 1);
  const { files, findings, cancelled } = await client.audit();
  assert.deepEqual({ files, findings, cancelled }, { files: 2, findings: 2, cancelled: false });
  const { uri, diagnostics } = await published;
  assert.deepEqual(shown(diagnostics), ['0:7-0:13 warning floating-tag']);
  assert.equal(new URL(uri).href, new URL(pathToFileURL(closed).href.replace('(b)', '%28b%29')).href);

  writeFileSync(closed, `FROM a${PINNED}\nUSER b\n`);
  const cleared = client.nextOf(uri);
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: 2 }] });
  assert.deepEqual((await cleared).diagnostics, []);

  await client.connection.sendRequest(ShutdownRequest.type);
  await client.connection.sendNotification(ExitNotification.type);
  assert.deepEqual(await exit, [0, null]);
});

test('the server ends with its editor', async (t) => {
  const { process: child, exit } = await startServerProcess(t, { folder: temporaryFolder(t) });
  child.stdin?.end();
  assert.deepEqual(await exit, [1, null]);
});

test('a script and a unit are checked while they are open, and the host when it is asked about', async (t) => {
  const folder = temporaryFolder(t);
  const { client } = await startServerProcess(t, { folder });
  const at = (name: string): string => pathToFileURL(join(folder, name)).href;
  const script = await client.open(at('run.sh'), '#!/bin/sh\ndocker run --privileged a\n', 'shellscript');
  assert.deepEqual(shown(script), ['1:11-1:23 error docker-run-privileged']);
  assert.deepEqual(await client.change(at('run.sh'), 2, { text: 'echo a\n' }), []);
  const unit = await client.open(
    at('docker.service'),
    '[Service]\nExecStart=/usr/bin/dockerd -H tcp://0.0.0.0:2375\n',
    'ini',
  );
  assert.deepEqual(shown(unit), ['1:30-1:48 error daemon-api-without-tls']);
  const answer: unknown = await client.connection.sendRequest('hullwright/auditHost');
  assert.ok(typeof answer === 'object' && answer !== null && 'report' in answer);
  assert.match(String(answer.report), /^# Audit of this Docker host\n/);
});
