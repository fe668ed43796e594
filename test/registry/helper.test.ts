// Credential helpers that hang, and where they are looked for.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'node:test';
import { credentialHelpers } from '../../server/src/registry/credential-helper';
import { folderWith } from '../cli/run-cli';

describe('a credential helper', { skip: process.platform === 'win32' && 'helpers here are scripts' }, () => {
  const shell = process.env.PATH ?? '';

  test('that hangs is ended', async (t) => {
    const folder = folderWith(t, { 'docker-credential-slow': '#!/bin/sh\nexec sleep 60\n' });
    chmodSync(join(folder, 'docker-credential-slow'), 0o755);
    const env = { PATH: [folder, shell].join(delimiter) };
    const ask = credentialHelpers({ env, isWindows: false, timeoutMs: 100 });
    await assert.rejects(ask('slow', 'ghcr.io'), { message: 'docker-credential-slow: no answer within 1 s' });
  });

  test('is asked by the address that it was stored under', async (t) => {
    const script = `#!/bin/sh\nread url\necho "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"$url\\"}"\n`;
    const folder = folderWith(t, { 'docker-credential-echo': script });
    chmodSync(join(folder, 'docker-credential-echo'), 0o755);
    const env = { PATH: [folder, shell].join(delimiter) };
    const ask = credentialHelpers({ env, isWindows: false, timeoutMs: 10_000 });
    const expected = { kind: 'password', username: 'get', password: 'https://index.docker.io/v1/' };
    assert.deepEqual(await ask('echo', 'https://index.docker.io/v1/'), expected);
  });

  test('is no folder, and nothing that can’t be run', async (t) => {
    const folder = folderWith(t, { 'docker-credential-a': '#!/bin/sh\n', 'docker-credential-b/x': '' });
    const ask = credentialHelpers({ env: { PATH: folder }, isWindows: false, timeoutMs: 10_000 });
    for (const name of ['a', 'b']) {
      await assert.rejects(ask(name, 'x'), { message: `docker-credential-${name}: it is not on the PATH` });
    }
  });
});
