// Silencing from the editor: what each action writes is read again, and silences what it says and nothing else.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientCapabilities, CodeAction, CreateFile, TextDocumentEdit } from 'vscode-languageserver/node';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { type Client, EVERYTHING, range, shown, startClient } from './client';
import { applyProtocolEdits } from './editor-text';
import { MemoryFiles } from './memory-files';

const URI = 'file:///w/svc/Dockerfile';
const TEXT = 'FROM alpine:3.22\nUSER root\n';
const ROOT = 'file:///w/.hullwright.yaml';
const OWN = 'file:///w/svc/.hullwright.yaml';
const CREATES: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};
const RESOLVES: ClientCapabilities = {
  textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
};

const isSuppression = ({ title }: CodeAction): boolean => /^(?:Ignore|Turn off) /.test(title);
const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);

/** The text of a file after an action. */
function applied({ title, edit }: CodeAction, uri: string, text: string): string {
  const versioned = (edit?.documentChanges ?? []).filter(
    (change): change is TextDocumentEdit => 'edits' in change && change.textDocument.uri === uri,
  );
  const edits = [...versioned.flatMap(({ edits: own }) => own), ...(edit?.changes?.[uri] ?? [])];
  assert.ok(edits.length > 0, `'${title}' changes ${uri}`);
  return applyProtocolEdits(
    text,
    edits.map((each) => {
      assert.ok('newText' in each);
      return each;
    }),
  );
}

const silencing = (client: Client, uri: string, title: string): Promise<CodeAction> =>
  client.codeActions(uri, EVERYTHING).then((actions) => {
    const action = actions.find((candidate) => candidate.title === title);
    assert.ok(action, `'${title}' is among ${titles(actions).join(', ')}`);
    return action;
  });

test('they come last, the narrower the earlier, and are never preferred', async (t) => {
  const fileSystem = new MemoryFiles({ [URI]: TEXT });
  const options = { rules: dockerfileRules, fileSystem, folders: ['file:///w'], capabilities: CREATES };
  const client = await startClient(t, options);
  await client.open(URI, 'FROM node\nENV A=1 DB_PASSWORD=hunter2\n');
  const actions = await client.codeActions(URI, range(1, 10));
  assert.deepEqual(titles(actions.slice(-4)), [
    "Ignore 'secret-in-env' for 'DB_PASSWORD' here",
    "Ignore 'secret-in-env' in this file",
    "Turn off 'secret-in-env' in the folder svc",
    "Turn off 'secret-in-env' in the workspace",
  ]);
  assert.ok(actions.findIndex(isSuppression) === actions.length - 4);
  assert.ok(actions.filter(isSuppression).every(({ kind, isPreferred }) => kind === 'quickfix' && !isPreferred));
});

describe('a comment silences exactly what its action says', () => {
  const written = [
    ...dockerfileRules.map(({ docs }) => docs.bad),
    '# syntax=docker/dockerfile:1\nFROM node\n\n# why\nENV A_TOKEN=x B=c \\\n  # more\n  C_TOKEN=y\nRUN echo $A_TOKEN\n',
    'FROM node\nRUN <<E\ncurl x | sh\nE\nFROM node\nUSER root',
    '\ufeffFROM node\nENV TOKEN=🐳\n',
    'FROM node\n# hullwright ignore=unpinned-base-image: mirrored\nFROM node\n# hullwright ignore-file=sudo-in-run\nRUN sudo x\n',
    'FROM node\nFOO bar\n',
  ];
  const texts = [
    ...written,
    ...written.map((text) => text.replaceAll('\n', '\r\n')),
    ...written.map((text) => `# a lone\rreturn\n${text}`),
  ];
  test(`in ${texts.length} texts`, async (t) => {
    const client = await startClient(t, { rules: dockerfileRules, initializationOptions: { profile: 'strict' } });
    let silenced = 0;
    for (const [i, text] of texts.entries()) {
      const uri = `file:///w/${i}/Dockerfile`;
      const before = await client.open(uri, text);
      const actions = await client.codeActions(uri, EVERYTHING, { diagnostics: before });
      for (const [version, action] of actions.filter(isSuppression).entries()) {
        const fresh = `${uri}-${version}`;
        const result = applied(action, uri, text);
        const after = await client.open(fresh, result);
        const own = action.diagnostics ?? [];
        const [rule] = own.map(({ code }) => code);
        assert.ok(own.length > 0 && own.every(({ code }) => code === rule), action.title);
        const isMeant = action.title.endsWith('in this file')
          ? (code: unknown) => code === rule
          : (_: unknown, at: string) => own.some((diagnostic) => shown([diagnostic])[0] === at);
        const expected = before.filter((diagnostic) => !isMeant(diagnostic.code, shown([diagnostic])[0] ?? ''));
        const codes = (diagnostics: typeof before): unknown[] => diagnostics.map(({ code }) => code).toSorted();
        assert.deepEqual(codes(after), codes(expected), `${action.title} in ${JSON.stringify(result)}`);
        silenced++;
        await client.close(fresh);
      }
      await client.close(uri);
    }
    assert.ok(silenced > 150, `${silenced} comments`);
  });
});

describe('the configuration', () => {
  const cases: Readonly<
    Record<string, readonly [files: Record<string, string>, turnOff: string, changed: string, text: string]>
  > = {
    'is made at the root': [{}, 'in the workspace', ROOT, 'rules:\n  missing-user: off\n'],
    'is made in the folder': [{}, 'in the folder svc', OWN, 'rules:\n  missing-user: off\n'],
    'of the folder goes on from the one above': [
      { [ROOT]: 'profile: strict\n' },
      'in the folder svc',
      OWN,
      'extends: ../.hullwright.yaml\nrules:\n  missing-user: off\n',
    ],
    'that holds is changed': [
      { [ROOT]: '# ours\nrules:\n  missing-user: error # why\n' },
      'in .hullwright.yaml',
      ROOT,
      '# ours\nrules:\n  missing-user: off # why\n',
    ],
    'that is nearest is changed': [
      { [ROOT]: 'profile: strict\n', [OWN]: 'profile: cis\r\n' },
      'in svc/.hullwright.yaml',
      OWN,
      'profile: cis\r\nrules:\r\n  missing-user: off\r\n',
    ],
  };
  for (const [name, [files, where, changed, text]] of Object.entries(cases)) {
    test(`${name}, and the rule is silent from then on`, async (t) => {
      const fileSystem = new MemoryFiles({ ...files, [URI]: 'FROM alpine:3.22\n' });
      const client = await startClient(t, { fileSystem, folders: ['file:///w'], capabilities: CREATES });
      const before = await client.open(URI, 'FROM alpine:3.22\n');
      assert.deepEqual(
        before.map(({ code }) => code),
        ['missing-user'],
      );
      const action = await silencing(client, URI, `Turn off 'missing-user' ${where}`);
      const creates = (action.edit?.documentChanges ?? []).filter((change): change is CreateFile => 'kind' in change);
      assert.deepEqual(
        creates.map(({ uri }) => uri),
        changed in files ? [] : [changed],
      );
      assert.equal(applied(action, changed, files[changed] ?? ''), text);
      fileSystem.texts.set(changed, text);
      const silent = client.at(URI, 1);
      await client.open(changed, text, 'yaml');
      assert.deepEqual((await silent).diagnostics, []);
    });
  }

  test('that is open is changed as it is typed, at its version', async (t) => {
    const fileSystem = new MemoryFiles({ [ROOT]: 'profile: strict\n', [URI]: TEXT });
    const client = await startClient(t, { fileSystem, folders: ['file:///w'], capabilities: CREATES });
    await client.open(ROOT, '# not saved\n', 'yaml', 7);
    await client.open(URI, 'FROM alpine:3.22\n');
    const action = await silencing(client, URI, "Turn off 'missing-user' in .hullwright.yaml");
    const [change] = action.edit?.documentChanges ?? [];
    assert.ok(change && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri: ROOT, version: 7 });
    assert.equal(applied(action, ROOT, '# not saved\n'), '# not saved\nrules:\n  missing-user: off\n');
  });

  const nowhere: Readonly<Record<string, Parameters<typeof startClient>[1]>> = {
    'where the file is in no folder': { fileSystem: new MemoryFiles({}), folders: [] },
    'where there are no files': { folders: ['file:///w'] },
    'where the editor makes no files': { fileSystem: new MemoryFiles({}), folders: ['file:///w'], capabilities: {} },
    'where the settings of the editor alone count': {
      fileSystem: new MemoryFiles({ [ROOT]: '' }),
      folders: ['file:///w'],
      initializationOptions: { configurationPreference: 'editorOnly' },
    },
    'beside a configuration of hadolint, whose place it would take': {
      fileSystem: new MemoryFiles({ 'file:///w/.hadolint.yaml': 'ignored: []\n' }),
      folders: ['file:///w'],
    },
  };
  for (const [name, options] of Object.entries(nowhere)) {
    test(`is left alone ${name}`, async (t) => {
      const client = await startClient(t, { capabilities: CREATES, ...options });
      await client.open(URI, 'FROM alpine:3.22\n');
      const actions = await client.codeActions(URI, EVERYTHING);
      assert.deepEqual(titles(actions.filter(isSuppression)), [
        "Ignore 'missing-user' for this instruction",
        "Ignore 'missing-user' in this file",
      ]);
    });
  }

  test('that is no YAML is left to people: the action says so when it is chosen', async (t) => {
    const fileSystem = new MemoryFiles({ [ROOT]: 'rules: [\n', [URI]: TEXT });
    const capabilities = { ...CREATES, ...RESOLVES };
    const client = await startClient(t, { fileSystem, folders: ['file:///w'], capabilities });
    await client.open(URI, 'FROM alpine:3.22\n');
    const action = await silencing(client, URI, "Turn off 'missing-user' in .hullwright.yaml");
    await assert.rejects(client.resolve(action), /add 'missing-user: off' to file:\/\/\/w\/\.hullwright\.yaml by hand/);
  });
});
