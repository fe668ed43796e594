// Documents in the editor: opened, edited, closed, and what is published of them meanwhile.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { notices } from '../../server/src/rule/notices';
import { dockerfileRule } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { pick, randomNumbers } from '../support/random';
import { insert, RULES, range, shown, startClient } from './client';
import { lineCount, replaceIn } from './editor-text';

const URI = 'file:///w/Dockerfile';
const FLOATING = 'warning floating-tag';

test('says what it can', async (t) => {
  const { initializeResult } = await startClient(t);
  assert.deepEqual(initializeResult, {
    serverInfo: { name: 'hullwright', version: '1.2.3' },
    capabilities: {
      textDocumentSync: { openClose: true, change: 2 },
      codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.hullwright'] },
      hoverProvider: true,
      codeLensProvider: {},
      documentLinkProvider: {},
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  });
});

test('a document is checked when it is opened, with its version', async (t) => {
  const client = await startClient(t);
  const diagnostics = await client.open(URI, 'FROM node\nENV DB_PASSWORD=hunter2\n', 'dockerfile', 7);
  assert.deepEqual(shown(diagnostics).sort(), [
    `0:5-0:9 ${FLOATING}`,
    '0:5-0:9 warning missing-user',
    '1:4-1:15 error secret-in-env',
  ]);
  assert.deepEqual(
    client.published.map(({ version }) => version),
    [7],
  );
});

test('a diagnostic names its source and links to the page of its rule, a notice too', async (t) => {
  const client = await startClient(t);
  const diagnostics = await client.open(URI, 'FROM node\nENV DB_PASSWORD=hunter2\nRUN echo $DB_PASSWORD\nFOO\n');
  const ids = [...dockerfileRules, ...notices].map(({ id }) => id);
  for (const { code, codeDescription, source } of diagnostics) {
    assert.ok(ids.includes(String(code)));
    assert.ok(codeDescription?.href.startsWith('https://') && codeDescription.href.endsWith(`/docs/rules/${code}.md`));
    assert.equal(source, 'hullwright');
  }
  const secret = diagnostics.find(({ code }) => code === 'secret-in-env');
  const location = { uri: URI, range: range(2, 0, 2, 3) };
  assert.deepEqual(secret?.relatedInformation, [{ location, message: "'DB_PASSWORD' is used by this RUN" }]);
});

test('closing takes the diagnostics away', async (t) => {
  const client = await startClient(t);
  await client.open(URI, 'FROM node\n');
  const closed = client.nextOf(URI);
  await client.close(URI);
  assert.deepEqual(await closed, { uri: URI, diagnostics: [] });
});

test('a document that is closed before its turn leaves nothing behind', async (t) => {
  const client = await startClient(t, { configuration: () => ({}) });
  void client.send(URI, 'FROM node\n');
  void client.close(URI);
  await client.settled();
  assert.deepEqual(
    client.publishedOf(URI).map(({ diagnostics }) => diagnostics),
    [[]],
  );
});

test('a document that is closed and opened again is checked as it is now', async (t) => {
  const client = await startClient(t, { configuration: () => ({}) });
  void client.send(URI, 'FROM node\nUSER node\n', 'dockerfile', 5);
  void client.close(URI);
  const diagnostics = await client.open(URI, 'FROM node:24\nENV TOKEN=abc\nUSER node\n', 'dockerfile', 1);
  assert.deepEqual(shown(diagnostics), ['1:4-1:9 error secret-in-env']);
  assert.ok(client.publishedOf(URI).every(({ version }) => version !== 5));
});

describe('by its name', () => {
  const cases: readonly (readonly [uri: string, languageId: string, checked: boolean])[] = [
    ['file:///w/Dockerfile', 'dockerfile', true],
    ['file:///w/build/app.dockerfile', 'plaintext', true],
    ['file:///w/CONTAINERFILE.dev', 'plaintext', true],
    ['file:///w/anything', 'dockerfile', true],
    ['untitled:Untitled-1', 'dockerfile', true],
    ['vscode-vfs://host/r/Dockerfile?ref=main', 'plaintext', true],
    ['file:///w/Docker%66ile', 'plaintext', true],
    ['file:///w/%E0%A4%A/Dockerfile', 'dockerfile', true],
    ['file:///w/Dockerfile.md', 'dockerfile', false],
    ['file:///w/app.dockerignore', 'dockerfile', false],
    ['file:///w/Dockerfile.ts', 'typescript', false],
    ['file:///w/Dockerfiles', 'plaintext', false],
    ['untitled:Untitled-1', 'plaintext', false],
  ];
  for (const [uri, languageId, checked] of cases) {
    test(`${uri} as ${languageId} is ${checked ? 'checked' : 'left alone'}`, async (t) => {
      const client = await startClient(t);
      await client.send(uri, 'FROM node\n', languageId);
      await client.sendChange(uri, 2, insert(0, 9, ':latest'));
      await client.settled();
      assert.equal(client.publishedOf(uri).length > 0, checked);
      await client.close(uri);
      await client.settled();
      assert.deepEqual(client.publishedOf(uri).at(-1)?.diagnostics, checked ? [] : undefined);
    });
  }

  for (const name of ['Dockerfile.j2', 'Dockerfile.tmpl', 'node.tpl', 'Dockerfile.erb', 'Dockerfile.in']) {
    test(`${name} is a template: one information, no syntax errors`, async (t) => {
      const client = await startClient(t);
      const diagnostics = await client.open(`file:///w/${name}`, 'FROM {{ base }}\n{% if x %}\nFOO\n');
      assert.deepEqual(shown(diagnostics), ['0:0-0:0 info template']);
    });
  }
});

describe('an edit', () => {
  type Edit = readonly [
    what: string,
    before: string,
    changes: readonly TextDocumentContentChangeEvent[],
    found: string[],
  ];
  const tag = 'FROM node:24\nUSER node\n';
  const edits: readonly Edit[] = [
    ['in one place', tag, [insert(0, 12, '.1')], []],
    ['that takes a tag away', tag, [{ range: range(0, 9, 0, 12), text: '' }], [`0:5-0:9 ${FLOATING}`]],
    [
      'in several places, each in the text that the ones before it left',
      tag,
      [insert(0, 0, '# a\n'), { range: range(1, 9, 1, 12), text: '' }, insert(1, 9, ':lts'), insert(0, 3, '\n#b')],
      [`2:10-2:13 ${FLOATING}`],
    ],
    ['of the whole text', tag, [{ text: 'FROM a\nUSER b\n' }], [`0:5-0:6 ${FLOATING}`]],
    [
      'of the whole text and then of a part',
      tag,
      [{ text: 'FROM a:1\n' }, insert(0, 8, '\nFROM b')],
      [`1:5-1:6 ${FLOATING}`],
    ],
    ['beyond the end of a line means its end', tag, [insert(0, 999, '-x\nFROM b')], [`1:5-1:6 ${FLOATING}`]],
    ['beyond the end of the text means its end', tag, [insert(999, 999, 'FROM b\nUSER c')], [`2:5-2:6 ${FLOATING}`]],
    [
      'that takes everything away',
      tag,
      [{ range: range(0, 0, 999, 0), text: '' }],
      ['0:0-0:0 error invalid-dockerfile'],
    ],
    [
      'between lines that end in CRLF',
      'FROM a:1\r\nUSER b\r\n',
      [insert(0, 99, '\r\nFROM c')],
      [`1:5-1:6 ${FLOATING}`],
    ],
    [
      'joins lines that end in CRLF',
      'FROM a:1 \\\r\nAS b\r\n',
      [{ range: range(0, 6, 1, 4), text: '' }],
      ['0:5-0:6 warning floating-tag'],
    ],
    [
      'behind a byte order mark',
      '\ufeffFROM a:1\nUSER b\n',
      [{ range: range(0, 7, 0, 9), text: '' }],
      [`0:6-0:7 ${FLOATING}`],
    ],
    [
      'that takes a byte order mark away',
      '\ufeffFROM a\nUSER b\n',
      [{ range: range(0, 0, 0, 1), text: '' }],
      [`0:5-0:6 ${FLOATING}`],
    ],
    [
      'behind characters of two UTF-16 units',
      '# 🐳🐳\nFROM a:1 AS b\nLABEL a=🐳\nFROM c:1\nUSER d\n',
      [insert(0, 6, '🐳'), { range: range(3, 6, 3, 8), text: '' }],
      [`3:5-3:6 ${FLOATING}`],
    ],
    [
      'behind a lone CR, which ends an editor’s line',
      'FROM a:1\n# b\rc\nFROM d:1\nUSER e\n',
      [{ range: range(3, 6, 3, 8), text: '' }],
      [`3:5-3:6 ${FLOATING}`],
    ],
    [
      'that makes a lone CR',
      'FROM a:1\r\nFROM b\n',
      [{ range: range(0, 8, 1, 0), text: '\r' }],
      ['1:0-1:6 error invalid-dockerfile'],
    ],
    [
      'that joins a lone CR with an LF',
      '# a\rFROM b\nFROM c:1\nUSER d\n',
      [insert(1, 0, '\n')],
      [`1:5-1:6 ${FLOATING}`],
    ],
    [
      'beyond the end of a line that a lone CR ends',
      '# a\rb\nFROM c:1\nUSER d\n',
      [insert(0, 99, '\nFROM e\n#')],
      [`1:5-1:6 ${FLOATING}`],
    ],
  ];
  for (const [what, before, changes, found] of edits) {
    test(what, async (t) => {
      const client = await startClient(t);
      await client.open(URI, before);
      const diagnostics = await client.change(URI, 2, ...changes);
      assert.deepEqual(shown(diagnostics.filter(({ code }) => code !== 'missing-user')), found);
    });
  }
});

test('whatever the edits, the diagnostics are those of the text that the editor has then', async (t) => {
  const client = await startClient(t, { initializationOptions: { profile: 'strict' } });
  const random = randomNumbers(11);
  const texts = [
    'FROM node\nENV A_TOKEN=abc B=1\nRUN x \\\r\n  y\r\nFROM alpine:latest AS z\n',
    '\ufeffFROM a\r# b\rFROM c:latest\r\nENV X_SECRET=y\r',
    'FROM é🐳\nFROM b:stable\n\rUSER\r\rx\nENV PASSWORD=p',
  ];
  const pieces = ['\r', '\n', '\r\n', 'FROM q\n', ':latest', '', '', '\\\n', '🐳', ' ', '#', 'ENV KEY_TOKEN=t\n'];
  let version = 1;
  for (const start of texts) {
    let text = start;
    await client.open(URI, text, 'dockerfile', ++version);
    for (let round = 0; round < 150; round++) {
      const position = () => ({
        line: Math.floor(random() * (lineCount(text) + 1)),
        character: Math.floor(random() * 14),
      });
      const [a, b] = [position(), random() < 0.5 ? undefined : position()];
      const [from, to] =
        !b || a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b ?? a] : [b, a];
      const newText = pick(random, pieces);
      const before = text;
      text = replaceIn(text, { start: from, end: to }, newText);
      const edited = await client.change(URI, ++version, { range: { start: from, end: to }, text: newText });
      const whole = await client.open('untitled:whole', text, 'dockerfile', version);
      assert.deepEqual(shown(edited), shown(whole), JSON.stringify([before, from, to, newText]));
      await client.close('untitled:whole');
    }
    await client.close(URI);
  }
});

test('a burst of edits is answered a few times, the last time for the last of them', async (t) => {
  const client = await startClient(t);
  const lines = 'RUN echo one two three\n'.repeat(200);
  let text = `FROM node\n${lines}`;
  await client.open(URI, text);
  const last = client.at(URI, 101);
  for (let version = 2; version <= 101; version++) {
    const newText = version % 10 === 0 ? '\nFROM b' : 'x';
    void client.sendChange(URI, version, insert(0, 9, newText));
    text = replaceIn(text, range(0, 9), newText);
  }
  const { diagnostics } = await last;
  await client.settled();
  const versions = client.publishedOf(URI).map(({ version }) => version ?? 0);
  assert.ok(versions.length < 10, `${versions.length} answers`);
  assert.equal(versions.at(-1), 101);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  const fresh = await client.open('file:///w/Dockerfile.fresh', text);
  assert.deepEqual(diagnostics, fresh);
});

test('no version is published behind a newer one, however late the settings come', async (t) => {
  const answers: (() => void)[] = [];
  let asked: () => void = () => undefined;
  const question = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const configuration = (scope?: string): unknown => {
    if (scope !== URI) return {};
    asked();
    return new Promise((resolve) => answers.push(() => resolve({})));
  };
  const client = await startClient(t, { configuration });
  void client.send(URI, 'FROM node\n');
  await question;
  for (let version = 2; version <= 5; version++) void client.sendChange(URI, version, insert(0, 9, 'x'));
  await client.settled();
  assert.deepEqual(client.publishedOf(URI), [], 'nothing is found before the settings are known');
  const last = client.at(URI, 5);
  for (const answer of answers) answer();
  await last;
  assert.equal(answers.length, 1);
  assert.deepEqual(
    client.publishedOf(URI).map(({ version }) => version),
    [5],
  );
});

test('a document above 1 MB is not analysed until it is smaller', async (t) => {
  const client = await startClient(t);
  const line = `# ${'x'.repeat(97)}\n`;
  const big = await client.open(URI, `FROM node\n${line.repeat(11_000)}`);
  assert.deepEqual(shown(big), ['0:0-0:0 info not-analysed']);
  const small = await client.change(URI, 2, { range: range(1, 0, 5_000, 0), text: '' });
  assert.deepEqual(small.map(({ code }) => code).sort(), ['floating-tag', 'missing-user']);
  const grown = await client.change(URI, 3, insert(1, 0, line.repeat(6_000)));
  assert.deepEqual(shown(grown), ['0:0-0:0 info not-analysed']);
});

test('of more than 1,000 findings the worst are published, and one that counts the rest', async (t) => {
  const client = await startClient(t);
  const stages = 'FROM a:latest\n'.repeat(1_500);
  const diagnostics = await client.open(URI, `${stages}ENV A_TOKEN=abc\nUSER b\n`);
  assert.equal(diagnostics.length, 1_000);
  assert.deepEqual(shown(diagnostics.slice(0, 2)), ['1500:4-1500:11 error secret-in-env', `0:7-0:13 ${FLOATING}`]);
  assert.deepEqual(shown(diagnostics.slice(-1)), ['0:0-0:0 info more-findings']);
  assert.match(String(diagnostics.at(-1)?.message), /^502 more findings /);
  const exactly = await client.change(URI, 2, { text: `${'FROM a:latest\n'.repeat(1_000)}USER b\n` });
  assert.deepEqual(new Set(exactly.map(({ code }) => code)), new Set(['floating-tag']));
  assert.equal(exactly.length, 1_000);
});

test('a rule that throws costs one line in the log, and no other rule', async (t) => {
  const [known] = RULES;
  assert.ok(known);
  const broken = dockerfileRule({
    ...known,
    id: 'broken-rule',
    *stage() {
      yield* [];
      throw new Error('oh');
    },
  });
  const client = await startClient(t, { rules: [broken, ...RULES] });
  const diagnostics = await client.open(URI, 'FROM node\nFROM alpine\nUSER x\n');
  assert.deepEqual(shown(diagnostics), [`0:5-0:9 ${FLOATING}`, `1:5-1:11 ${FLOATING}`]);
  await client.change(URI, 2, insert(1, 11, ':latest'));
  assert.equal(client.log.length, 1);
  assert.match(client.log[0] ?? '', /^rule broken-rule failed: Error: oh/);
});
