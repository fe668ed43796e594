// What helps to read a Dockerfile: hovers, a line over each stage, links in comments, tags of diagnostics.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DocumentLinkRequest,
  type Hover,
  HoverRequest,
} from 'vscode-languageserver/node';
import { TODAY } from '../../scripts/day';
import { bundledImageFacts } from '../../server/src/image/facts';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { type Client, range, startClient } from './client';
import { MemoryFiles } from './memory-files';

const URI = 'file:///w/Dockerfile';
const FACTS = { images: bundledImageFacts, today: TODAY };

const hover = (client: Client, line: number, character: number): Promise<Hover | null> =>
  client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position: { line, character } });

const lenses = async (client: Client): Promise<string[]> => {
  const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: URI } });
  return (found ?? []).map((lens) => `${lens.range.start.line} ${lens.command?.title}`);
};

describe('a hover', () => {
  test('stands over what it is about, in the lines of the editor', async (t) => {
    const capabilities = { textDocument: { hover: { contentFormat: ['markdown' as const, 'plaintext' as const] } } };
    const client = await startClient(t, { capabilities });
    await client.open(URI, '# a lone\rreturn\nFROM scratch\nENV V=1\nUSER $V\n');
    assert.deepEqual(await hover(client, 4, 6), {
      range: range(4, 5, 4, 7),
      contents: {
        kind: 'markdown',
        value: '**Variable** `V`\n- Value: `1`\n- Set by ENV on line 4; it is in the image',
      },
    });
  });

  test('is plain text for an editor that says nothing of Markdown', async (t) => {
    const client = await startClient(t);
    await client.open(URI, 'FROM scratch\nENV V=1\nUSER $V\n');
    const contents = { kind: 'plaintext', value: 'Variable V\n- Value: 1\n- Set by ENV on line 2; it is in the image' };
    assert.deepEqual((await hover(client, 2, 6))?.contents, contents);
  });

  test('is not there where nothing is, nor in what is not open or a template', async (t) => {
    const client = await startClient(t);
    assert.equal(await hover(client, 0, 0), null);
    await client.open(URI, '# V\n\nFROM a\n');
    assert.equal(await hover(client, 0, 2), null);
    assert.equal(await hover(client, 1, 0), null);
    assert.equal(await hover(client, 9, 9), null);
  });
});

describe('over each stage', () => {
  const text = 'FROM golang:1.26 AS build\nUSER 1000\n\nFROM node:24\nENV A_TOKEN=x\nFROM $X\nFROM build\n';
  const shown = [
    '0 builder · runs as 1000 · on golang:1.26 · no findings',
    '3 builder · runs as root · on node:24 · 1 finding',
    '5 builder · user not known · base not known · no findings',
    '6 final image · runs as 1000 · on stage build · no findings',
  ];

  test('stands a line on it, where that is switched on', async (t) => {
    const client = await startClient(t, { initializationOptions: { codeLens: { enable: true } } });
    await client.open(URI, text);
    assert.deepEqual(await lenses(client), shown);
  });

  test('stands nothing by default', async (t) => {
    const client = await startClient(t);
    await client.open(URI, text);
    assert.deepEqual(await lenses(client), []);
  });

  test('it comes when the setting changes', async (t) => {
    const client = await startClient(t, { capabilities: { workspace: { codeLens: { refreshSupport: true } } } });
    await client.open(URI, text);
    const asked = new Promise<void>((resolve) =>
      client.connection.onRequest(CodeLensRefreshRequest.type, () => resolve()),
    );
    const settings = { hullwright: { codeLens: { enable: true } } };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
    await asked;
    assert.deepEqual(await lenses(client), shown);
  });
});

test('ids of rules in our comments lead to their pages', async (t) => {
  const client = await startClient(t);
  await client.open(
    URI,
    'FROM a\r\n  # hullwright ignore=missing-user,secret-in-env(A),no-such-rule: why\r\nRUN <<E\r\n# hullwright ignore=missing-user\r\nE\r\n',
  );
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: URI } });
  assert.deepEqual(
    (links ?? []).map((link) => [link.range, link.target?.split('/').at(-1)]),
    [
      [range(1, 22, 1, 34), 'missing-user.md'],
      [range(1, 35, 1, 48), 'secret-in-env.md'],
    ],
  );
});

test('what a service is built from leads to its Dockerfile, if that is there', async (t) => {
  const uri = 'file:///w/compose.yaml';
  const build = (text: string): string => text.replace(/^/gm, '    ');
  const text = [
    'services:',
    '  short:',
    build('build: ./api'),
    '  long:',
    build('build:\n  context: api\n  dockerfile: "web.Dockerfile"'),
    '  missing:',
    build('build: ./none'),
    '  elsewhere:',
    build('build: https://example.com/a.git'),
    '  outside:',
    build('build: ../../x'),
    '  unknown:',
    build('build: ${FOLDER}'),
    '  inline:',
    build('build:\n  context: api\n  dockerfile_inline: FROM a'),
    '',
  ].join('\r\n');
  const fileSystem = new MemoryFiles({
    'file:///w/api/Dockerfile': 'FROM a:1\n',
    'file:///w/api/web.Dockerfile': 'no Dockerfile yet\n',
    'file:///x/Dockerfile': 'FROM a:1\n',
  });
  const client = await startClient(t, { fileSystem, folders: ['file:///w'] });
  await client.open(uri, text, 'dockercompose');
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
  assert.deepEqual(
    (links ?? []).map((link) => [
      text.split(/\r?\n/)[link.range.start.line]?.slice(link.range.start.character, link.range.end.character),
      link.target,
    ]),
    [
      ['./api', 'file:///w/api/Dockerfile'],
      ['"web.Dockerfile"', 'file:///w/api/web.Dockerfile'],
    ],
  );
});

test('what is past its time is struck through, what does nothing is faded', async (t) => {
  const client = await startClient(t, { rules: dockerfileRules, facts: FACTS });
  const diagnostics = await client.open(URI, 'FROM node:14\n# hullwright ignore=sudo-in-run\nUSER node\n');
  const tags = Object.fromEntries(diagnostics.flatMap(({ code, tags: own }) => (own ? [[code, own]] : [])));
  assert.deepEqual(tags, {
    'end-of-life-base': [DiagnosticTag.Deprecated],
    'unused-suppression': [DiagnosticTag.Unnecessary],
  });
});
