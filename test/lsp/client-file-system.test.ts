// Files that the editor alone can reach: configurations, the audit and .gitignore, asked for over the connection.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { readDirectoryRequest, readTextRequest, statRequest } from '../../server/src/lsp/client-file-system';
import { type Client, type ClientOptions, shown, startClient } from './client';
import { MemoryFiles } from './memory-files';

const ROOT = 'vscode-vfs://github/o/r';
const at = (path: string): string => `${ROOT}/${path}`;
const FLOATING = 'FROM a:latest\nUSER b\n';

interface EditorOptions extends ClientOptions {
  /** Files that cannot be read, by URI, with the reason. */
  readonly unreadable?: Readonly<Record<string, string>>;
  /** Links, by URI, with where they lead. */
  readonly links?: Readonly<Record<string, string>>;
}

interface Editor {
  readonly client: Client;
  readonly files: MemoryFiles;
  /** Every URI that the server asked for. */
  readonly asked: Set<string>;
}

/** An editor that answers for its files. */
async function startEditor(
  t: TestContext,
  texts: Readonly<Record<string, string>>,
  { unreadable = {}, links = {}, ...options }: EditorOptions = {},
): Promise<Editor> {
  const files = new MemoryFiles(texts);
  const asked = new Set<string>();
  const client = await startClient(t, { folders: [ROOT], initializationOptions: { files: true }, ...options });
  const behind = (uri: string): string => {
    asked.add(uri);
    const reason = unreadable[uri];
    if (reason !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
    return links[uri] ?? uri;
  };
  client.connection.onRequest(readDirectoryRequest, async ({ uri }) => {
    const entries = await files.readDirectory(behind(uri));
    const isLink = (name: string): boolean => Object.hasOwn(links, `${uri}/${name}`);
    return entries.map(({ name, kind }) => ({ name, kind: isLink(name) ? 'link' : kind }));
  });
  client.connection.onRequest(statRequest, async ({ uri }) => {
    const stat = await files.stat(behind(uri));
    return stat ? { ...stat, isLink: Object.hasOwn(links, uri) } : null;
  });
  client.connection.onRequest(readTextRequest, ({ uri }) => files.readText(behind(uri)));
  return { client, files, asked };
}

test('the configuration of a repository that is nowhere on the disk holds, and follows its changes', async (t) => {
  const config = at('.hullwright.yaml');
  const { client, files } = await startEditor(t, { [config]: 'rules: { floating-tag: error }\n' });
  const uri = at('api/Dockerfile');
  assert.deepEqual(shown(await client.open(uri, FLOATING)), ['0:7-0:13 error floating-tag']);
  files.texts.set(config, 'rules: { floating-tag: off }\n');
  const changed = client.nextOf(uri);
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: config, type: FileChangeType.Changed }],
  });
  assert.deepEqual((await changed).diagnostics, []);
});

test('an audit reads it, and leaves out what .gitignore says', async (t) => {
  const { client } = await startEditor(t, {
    [at('.gitignore')]: 'old/\n',
    [at('a%20b/Dockerfile')]: FLOATING,
    [at('old/Dockerfile')]: FLOATING,
    [at('.git/HEAD')]: 'ref: refs/heads/main\n',
  });
  const { files, findings } = await client.audit();
  assert.deepEqual({ files, findings }, { files: 1, findings: 1 });
  assert.deepEqual(
    client.published.map(({ uri, diagnostics }) => [uri, ...shown(diagnostics)]),
    [[at('a%20b/Dockerfile'), '0:7-0:13 warning floating-tag']],
  );
});

test('what the editor cannot read is a finding that says why', async (t) => {
  const uri = at('Dockerfile');
  const { client } = await startEditor(t, { [uri]: FLOATING }, { unreadable: { [uri]: 'NoPermissions' } });
  await client.audit();
  const [published] = client.publishedOf(uri);
  assert.deepEqual(
    published?.diagnostics.map(({ message }) => message),
    ["this can't be read: permission denied"],
  );
});

test('a server with files of its own asks the editor for all but file: URIs', async (t) => {
  const own = new MemoryFiles({
    'file:///w/.hullwright.yaml': 'rules: { floating-tag: info }\n',
    'file:///w/Dockerfile': FLOATING,
  });
  const { client, asked } = await startEditor(
    t,
    { [at('.hullwright.yaml')]: 'rules: { floating-tag: error }\n', [at('Dockerfile')]: FLOATING },
    { fileSystem: own, folders: ['file:///w', ROOT] },
  );
  assert.deepEqual(shown(await client.open('file:///w/a/Dockerfile', FLOATING)), ['0:7-0:13 info floating-tag']);
  assert.deepEqual(shown(await client.open(at('a/Dockerfile'), FLOATING)), ['0:7-0:13 error floating-tag']);
  assert.equal((await client.audit()).files, 2);
  assert.deepEqual(
    [...asked].filter((uri) => uri.startsWith('file:')),
    [],
  );
});

test('an editor that does not say it answers is never asked', async (t) => {
  const { client, asked } = await startEditor(t, { [at('.hullwright.yaml')]: '' }, { initializationOptions: {} });
  assert.deepEqual(shown(await client.open(at('Dockerfile'), FLOATING)), ['0:7-0:13 warning floating-tag']);
  assert.deepEqual({ files: (await client.audit()).files, asked: asked.size }, { files: 0, asked: 0 });
});

test('links are not followed: where one leads, the editor does not say', async (t) => {
  const outside = 'vscode-vfs://github/secret';
  const { client } = await startEditor(
    t,
    {
      [`${outside}/base.yaml`]: 'rules: { floating-tag: off }\n',
      [`${outside}/Dockerfile`]: FLOATING,
      [at('.hullwright.yaml')]: 'extends: shared/base.yaml\n',
      [at('shared/base.yaml')]: '',
      [at('Dockerfile')]: '',
    },
    { links: { [at('shared')]: outside, [at('Dockerfile')]: `${outside}/Dockerfile` } },
  );
  assert.deepEqual(shown(await client.open(at('a/Dockerfile'), FLOATING)), ['0:7-0:13 warning floating-tag']);
  const [said] = client.publishedOf(at('.hullwright.yaml'));
  assert.match(`${said?.diagnostics[0]?.message}`, /it is a link that leads out of the workspace$/);
  assert.equal((await client.audit()).files, 0);
});

test('behind a link above the workspace all is as without it', async (t) => {
  const { client } = await startEditor(
    t,
    { [at('.hullwright.yaml')]: 'extends: base.yaml\n', [at('base.yaml')]: 'rules: { floating-tag: off }\n' },
    { links: { 'vscode-vfs://github/o': 'vscode-vfs://github/o' } },
  );
  assert.deepEqual(await client.open(at('Dockerfile'), FLOATING), []);
});

test('extends is not followed where the workspace is not trusted', async (t) => {
  const { client } = await startEditor(
    t,
    { [at('.hullwright.yaml')]: 'extends: base.yaml\n', [at('base.yaml')]: 'rules: { floating-tag: off }\n' },
    { initializationOptions: { files: true, trusted: false } },
  );
  assert.deepEqual(shown(await client.open(at('Dockerfile'), FLOATING)), ['0:7-0:13 warning floating-tag']);
});
