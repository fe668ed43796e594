// Fixes as the editor gets them: which, for what, and that applying them gives what the engine's own fixing gives.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseDockerfile } from '../../server/src/lint/analyse';
import { compatibleFixes } from '../../server/src/lint/fix';
import type { Fix } from '../../server/src/rule/finding';
import { type DockerfileRule, dockerfileRule } from '../../server/src/rule/rule';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { applyEdits } from '../../server/src/text/edit';
import { type Range, rangeOf } from '../../server/src/text/range';
import { EVERYTHING, insert, range, startClient } from './client';
import { applyProtocolEdits } from './editor-text';

const URI = 'file:///w/Dockerfile';
const VERSIONED = { workspace: { workspaceEdit: { documentChanges: true } } };
const STRICT = { profile: 'strict' };

/** What a rule of the tests reports of each stage. */
function testRule(id: string, report: (keyword: Range) => readonly Partial<Fix>[]): DockerfileRule {
  return dockerfileRule({
    id,
    title: id,
    severity: 'info',
    confidence: 'high',
    category: 'hygiene',
    recommended: true,
    references: [],
    docs: { why: '', bad: '', good: '', limits: '' },
    *stage({ steps: [from] }) {
      const keyword = rangeOf(0, 0, 0, from?.instruction.keyword.text.length ?? 0);
      const fixes = report(keyword).map(
        (fix): Fix => ({ title: id, safety: 'safe', delta: {}, edits: () => [], ...fix }),
      );
      if (from?.instruction.keyword.text === 'from') yield { range: keyword, message: id, fixes };
    },
  });
}

const upperCase = testRule('upper-case', (keyword) => [
  { title: "Write 'FROM'", edits: () => [{ edits: [{ range: keyword, newText: 'FROM' }] }] },
]);
const suggestsComment = testRule('comment', () => [
  { safety: 'suggested', edits: () => [{ edits: [{ range: rangeOf(1, 0, 1, 0), newText: '# what for?\n' }] }] },
]);
const writesElsewhere = testRule('elsewhere', () => [
  {
    safety: 'suggested',
    edits: () => [{ uri: 'file:///w/.dockerignore', edits: [{ range: rangeOf(0, 0, 0, 0), newText: '.git\n' }] }],
  },
]);

/** The edits of an action for one file, however the client takes them. */
function editsFor({ edit }: CodeAction, uri = URI) {
  const changes = edit?.documentChanges ?? [];
  const versioned = changes.flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  return [...versioned, ...(edit?.changes?.[uri] ?? [])].map((each) => {
    assert.ok('newText' in each);
    return each;
  });
}

describe('of all kinds', () => {
  const text = 'from a\nENV A_TOKEN=abc\nUSER b\n';
  const kinds: readonly (readonly [only: string[] | undefined, kinds: string[]])[] = [
    [undefined, ['quickfix', 'quickfix', 'source.fixAll.hullwright']],
    [['quickfix'], ['quickfix', 'quickfix']],
    [['source'], ['source.fixAll.hullwright']],
    [['source.fixAll'], ['source.fixAll.hullwright']],
    [['source.fixAll.hullwright'], ['source.fixAll.hullwright']],
    [['source.fixAll.other'], []],
    [['source.organizeImports', 'refactor'], []],
    [['quick'], []],
    [[''], ['quickfix', 'quickfix', 'source.fixAll.hullwright']],
    [
      ['quickfix', 'source.fixAll'],
      ['quickfix', 'quickfix', 'source.fixAll.hullwright'],
    ],
  ];
  for (const [only, expected] of kinds) {
    test(`asked for ${only?.map((kind) => `'${kind}'`).join(' and ') ?? 'no kind'}: ${expected.join(', ') || 'nothing'}`, async (t) => {
      const secrets = dockerfileRules.filter(({ id }) => id === 'secret-in-env');
      const client = await startClient(t, { rules: [...secrets, upperCase] });
      await client.open(URI, text);
      const actions = await client.fixes(URI, EVERYTHING, { only });
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        expected,
      );
    });
  }
});

test('only fixes of what is touched are offered', async (t) => {
  const client = await startClient(t, { rules: [upperCase] });
  await client.open(URI, 'from a\nRUN x\nfrom b\n');
  const linesFor = async (asked: Range): Promise<number[]> =>
    (await client.fixes(URI, asked, { only: ['quickfix'] })).flatMap((action) =>
      editsFor(action).map(({ range: { start } }) => start.line),
    );
  assert.deepEqual(await linesFor(range(0, 2)), [0]);
  assert.deepEqual(await linesFor(range(0, 4)), [0], 'the end of a range belongs to it');
  assert.deepEqual(await linesFor(range(0, 5)), []);
  assert.deepEqual(await linesFor(range(1, 0, 2, 0)), [2]);
  assert.deepEqual(await linesFor(EVERYTHING), [0, 2]);
});

test('edits name the version that they are made for', async (t) => {
  const client = await startClient(t, { rules: [upperCase], capabilities: VERSIONED });
  await client.open(URI, 'from a\n');
  await client.change(URI, 4, insert(0, 6, ':1'));
  const [action] = await client.fixes(URI, EVERYTHING, { only: ['quickfix'] });
  assert.deepEqual(action, {
    title: "Write 'FROM'",
    kind: 'quickfix',
    isPreferred: true,
    edit: {
      documentChanges: [
        { textDocument: { uri: URI, version: 4 }, edits: [{ range: range(0, 0, 0, 4), newText: 'FROM' }] },
      ],
    },
  });
});

test('a client that knows no versions gets plain changes', async (t) => {
  const client = await startClient(t, { rules: [upperCase] });
  await client.open(URI, 'from a\n');
  const [action] = await client.fixes(URI, EVERYTHING);
  assert.deepEqual(action?.edit, { changes: { [URI]: [{ range: range(0, 0, 0, 4), newText: 'FROM' }] } });
});

test('a file that is not open is edited without a version', async (t) => {
  const client = await startClient(t, { rules: [writesElsewhere], capabilities: VERSIONED });
  await client.open(URI, 'from a\n');
  const [action] = await client.fixes(URI, EVERYTHING);
  const edits = [{ range: range(0, 0), newText: '.git\n' }];
  assert.deepEqual(action?.edit?.documentChanges, [
    { textDocument: { uri: 'file:///w/.dockerignore', version: null }, edits },
  ]);
});

test('a fix carries the diagnostics that it is for', async (t) => {
  const client = await startClient(t);
  const diagnostics = await client.open(URI, 'FROM node\nENV A_TOKEN=abc\n');
  const other: Diagnostic = { range: range(0, 5, 0, 9), message: 'of another tool', code: 'x', source: 'y' };
  const actions = await client.fixes(URI, EVERYTHING, {
    diagnostics: [...diagnostics, other],
    only: ['quickfix'],
  });
  const codes = actions.map(({ diagnostics: own }) => own?.map(({ code }) => code));
  assert.deepEqual(codes.toSorted(), [['floating-tag'], ['missing-user'], ['secret-in-env']]);
  const [alone] = await client.fixes(URI, EVERYTHING);
  assert.equal(alone?.diagnostics, undefined);
});

test('nothing is offered for what is not open, is a template, or is too large', async (t) => {
  const client = await startClient(t);
  assert.deepEqual(await client.fixes(URI, EVERYTHING), []);
  await client.open('file:///w/Dockerfile.j2', 'FROM node\n');
  assert.deepEqual(await client.fixes('file:///w/Dockerfile.j2', EVERYTHING), []);
  await client.open(URI, `FROM node\n${'# x\n'.repeat(300_000)}`);
  assert.deepEqual(await client.fixes(URI, EVERYTHING), []);
});

test('a fix of several files is shown before it is made, where the editor can', async (t) => {
  const both = testRule('both', (keyword) => [
    {
      safety: 'suggested',
      edits: () => [
        { edits: [{ range: keyword, newText: 'FROM' }] },
        { uri: 'file:///w/.dockerignore', edits: [{ range: rangeOf(0, 0, 0, 0), newText: '.git\n' }] },
      ],
    },
  ]);
  const workspaceEdit = { documentChanges: true, changeAnnotationSupport: {} };
  const client = await startClient(t, { rules: [both], capabilities: { workspace: { workspaceEdit } } });
  await client.open(URI, 'from a\n');
  const [action] = await client.fixes(URI, EVERYTHING);
  const annotationId = 'hullwright';
  assert.deepEqual(action?.edit, {
    documentChanges: [
      {
        textDocument: { uri: URI, version: 1 },
        edits: [{ range: range(0, 0, 0, 4), newText: 'FROM', annotationId }],
      },
      {
        textDocument: { uri: 'file:///w/.dockerignore', version: null },
        edits: [{ range: range(0, 0), newText: '.git\n', annotationId }],
      },
    ],
    changeAnnotations: { hullwright: { label: 'both', needsConfirmation: true } },
  });
});

describe('fixing all', () => {
  const rules = [upperCase, suggestsComment];

  test('applies what is safe, and nothing else', async (t) => {
    const client = await startClient(t, { rules, capabilities: VERSIONED });
    const text = 'from a\nRUN x\nfrom b\nfrom c\n';
    await client.open(URI, text);
    const [action, ...others] = await client.fixes(URI, range(1, 0), { only: ['source.fixAll'] });
    assert.ok(action);
    assert.deepEqual(others, []);
    assert.equal(action.title, 'Hullwright: apply all 3 safe fixes');
    assert.equal(action.kind, 'source.fixAll.hullwright');
    assert.equal(applyProtocolEdits(text, editsFor(action)), 'FROM a\nRUN x\nFROM b\nFROM c\n');
  });

  test('speaks of one fix where there is one', async (t) => {
    const client = await startClient(t, { rules });
    await client.open(URI, 'from a\n');
    const [action] = await client.fixes(URI, EVERYTHING, { only: ['source'] });
    assert.equal(action?.title, 'Hullwright: apply the safe fix');
  });

  test('is not offered where nothing is safe', async (t) => {
    const client = await startClient(t, { rules: [suggestsComment] });
    await client.open(URI, 'from a\n');
    assert.deepEqual(await client.fixes(URI, EVERYTHING, { only: ['source.fixAll'] }), []);
  });
});

describe('applied in the editor, each fix gives what the engine gives', () => {
  const written = [
    ...dockerfileRules.map(({ docs }) => docs.bad),
    'FROM node',
    'FROM alpine:3.22\nWORKDIR /x\nCMD ["x"]',
    'FROM node:24\nENV A=1 B_TOKEN=x \\\n  # why\n  C=2\nRUN echo $B_TOKEN\nCMD x\n',
    'FROM debian:latest AS a\nENV DB_PASSWORD=x\nFROM a\nVOLUME /data\nRUN mkdir -p /var/lib/x\nENTRYPOINT ["x"]\n',
    '\ufeffFROM node\nENV TOKEN=🐳\n',
  ];
  const texts = [
    ...written,
    ...written.map((text) => text.replace(/\n$/, '')),
    ...written.map((text) => text.replaceAll('\n', '\r\n')),
    ...written.map((text) => `# a lone\rreturn\n${text}`),
    ...written.map((text) => `${text}# at the end\r`),
  ];
  test(`in ${texts.length} texts`, async (t) => {
    const client = await startClient(t, { rules: dockerfileRules, initializationOptions: STRICT });
    const fixed = new Set<string>();
    for (const [version, text] of texts.entries()) {
      const { findings } = analyseDockerfile(URI, text, {
        rules: dockerfileRules,
        facts: { images: bundledImageFacts },
        profile: 'strict',
      });
      await client.open(URI, text, 'dockerfile', version);
      const actions = await client.fixes(URI, EVERYTHING, { only: ['quickfix'] });
      const fixes = findings.flatMap((finding) => finding.fixes.map((fix) => ({ fix, rule: finding.rule })));
      assert.deepEqual(
        actions.map(({ title }) => title),
        fixes.map(({ fix: { title } }) => title),
        text,
      );
      for (const [i, { fix, rule }] of fixes.entries()) {
        const own = applyEdits(text, compatibleFixes(findings, (candidate) => candidate === fix).edits);
        const [action] = actions.slice(i);
        assert.ok(action);
        assert.equal(applyProtocolEdits(text, editsFor(action)), own, `${fix.title} in ${JSON.stringify(text)}`);
        assert.notEqual(own, text);
        fixed.add(rule);
      }
      await client.close(URI);
    }
    assert.ok(fixed.size > 10, `fixes of ${[...fixed].join(', ')}`);
  });

  test('at the end of a file without a final line break', async (t) => {
    const client = await startClient(t);
    const text = 'FROM alpine:3.22\r\nCOPY . .';
    await client.open(URI, text);
    const [action] = await client.fixes(URI, EVERYTHING);
    assert.ok(action);
    assert.equal(
      applyProtocolEdits(text, editsFor(action)),
      `${text}\r\nRUN addgroup -S app \\\r\n && adduser -S -G app app\r\nUSER app`,
    );
  });
});
