// The benchmark's own honesty: a row says when its counts are wrong, when nothing was measured, and when another server
// has not looked at the text.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { after, describe, test } from 'node:test';
import { answersOf, unproven } from '../../scripts/bench/against-peer';
import { expectedIn, reportedIn, shown } from '../../scripts/bench/audit-counts';
import { longCompose } from '../../scripts/bench/compose-input';
import { deprecatedLine, keystrokes, SERVICE_VALUE } from '../../scripts/bench/keystrokes';
import { EDITS, growthRow, type Latency, latencyRow, measureLatency } from '../../scripts/bench/latency';
import type { Published, PublishedDiagnostic } from '../../scripts/bench/lsp-client';
import { chosen, PARTS } from '../../scripts/bench/parts';
import { install, type Peer } from '../../scripts/bench/peers';
import { composeProbe, dockerfileProbe } from '../../scripts/bench/probe';
import { printedRows, verdictOf } from '../../scripts/bench/row';

const TEXT = 'FROM node:latest\nCOPY . .\nRUN npm ci\nRUN npm test\nCMD ["node", "."]\n';
/** Made into a long one: the first as it is, the others not at all. */
const COMPOSE = [
  'version: "3"\nservices:\n  web:\n    image: nginx\n    depends_on:\n      - db\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib\nvolumes:\n  data:\n',
  'services:\n  a: &a\n    image: x\n  b: *a\n',
  'services:\n  a:\n    image: x\nsecrets:\n  s: {file: s}\n',
  'services:\n  a:\n    imagee: x\n',
  'services:\n    a:\n        image: x\n',
].map((text, i) => ({ path: `${i}/compose.yaml`, text }));
/** A language server that publishes what it was told, and not of which version. */
const ECHO = `
  const { createConnection } = require('vscode-languageserver/node');
  const connection = createConnection(process.stdin, process.stdout);
  connection.onInitialize(() => ({ capabilities: { textDocumentSync: 1 } }));
  const answer = async (uri, text) => {
    const settings = await connection.workspace.getConfiguration([{ section: 'profile' }, { section: 'none' }]);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    connection.sendDiagnostics({ uri, diagnostics: [{ range, message: JSON.stringify([settings, text]) }] });
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, text } }) => answer(uri, text));
  connection.onDidChangeTextDocument(({ textDocument: { uri }, contentChanges: [{ text }] }) => answer(uri, text));
  connection.listen();
`;
const home = mkdtempSync(join(tmpdir(), 'hullwright-bench-test-'));
after(() => rmSync(home, { recursive: true }));

test('a table of rows, and below it what is to be said of them', () => {
  const measured = { measured: '12 ms', bar: '20 ms', findings: '3' };
  const table = printedRows([
    { what: 'fast', ...measured, isMet: true },
    { what: 'slow', ...measured, isMet: false },
    { what: 'wrong', ...measured, isMet: true, problem: '4 expected' },
    { what: 'a peer', skipped: 'it is not here' },
  ]);
  assert.equal(
    table,
    [
      'what    measured  bar             findings',
      'fast    12 ms     20 ms  ok       3',
      'slow    12 ms     20 ms  MISSED   3',
      'wrong   12 ms     20 ms  WRONG    3',
      'a peer                   skipped',
      '',
      'WRONG: wrong: 4 expected',
      'skipped: a peer: it is not here',
      '',
    ].join('\n'),
  );
});

test('parts are chosen by words of their names', () => {
  const names = (...words: readonly string[]): string[] => chosen(words).map(({ name }) => name);
  assert.deepEqual(
    names(),
    PARTS.map(({ name }) => name),
  );
  assert.deepEqual(names('compose', 'start'), ['start-up', 'latency-compose']);
  assert.deepEqual(names('none'), []);
});

test('a long Compose file is made of the services of many, each under a name of its own', () => {
  const text = longCompose(COMPOSE, 22);
  assert.equal(longCompose(COMPOSE, 22), text);
  const numbers = [...new Set([...text.matchAll(/-(\d+)/g)].map(([, number]) => number ?? ''))];
  assert.equal(numbers.length, 2);
  const service = (number: string): string =>
    `  web-${number}:\n    image: nginx\n    depends_on:\n      - db-${number}\n  db-${number}:\n    image: postgres:17\n    volumes:\n      - data-${number}:/var/lib`;
  assert.equal(
    text,
    ['services:', ...numbers.map(service), 'volumes:', ...numbers.map((number) => `  data-${number}:`), ''].join('\n'),
  );
  const [edit] = keystrokes(text, 1, SERVICE_VALUE);
  assert.deepEqual(edit?.at, { line: 10, character: 16 });
});

test('keystrokes go behind a RUN half way through, and the last edit below it', () => {
  const [a, b] = [...keystrokes(TEXT, 2)];
  assert.deepEqual(a?.at, { line: 3, character: 12 });
  assert.equal(a?.text, TEXT.replace('npm test', 'npm testa'));
  assert.deepEqual(b?.at, { line: 3, character: 13 });
  assert.equal(b?.text, TEXT.replace('npm test', 'npm testab'));
  const last = deprecatedLine(b?.text ?? '');
  assert.deepEqual(last.at, { line: 4, character: 0 });
  assert.equal(last.text, TEXT.replace('npm test\n', 'npm testab\nMAINTAINER nobody\n'));
});

describe('our server', () => {
  const latency: Latency = { language: 'Dockerfile', lines: 9, times: [1, 2, 3], findings: '4' };

  test('says as much as the engine, of every version', async () => {
    const { lines, times, problem } = await measureLatency(dockerfileProbe(TEXT));
    assert.equal(problem, undefined);
    assert.equal(times.length, EDITS);
    assert.equal(lines, 5);
  });

  test('says as much as the engine of a Compose file, too, with what lies in its folder', async () => {
    const { lines, times, problem } = await measureLatency(composeProbe(longCompose(COMPOSE, 40), home));
    assert.equal(problem, undefined);
    assert.equal(times.length, EDITS);
    assert.equal(lines, 38);
  });

  test('is said to be slow, or wrong', () => {
    assert.equal(verdictOf(latencyRow(latency, 3)), 'ok');
    assert.equal(verdictOf(latencyRow(latency, 2)), 'MISSED');
    assert.equal(verdictOf(latencyRow({ ...latency, problem: 'too many' }, 3)), 'WRONG');
    assert.equal(verdictOf(growthRow(latency, { ...latency, times: [10] })), 'ok');
    assert.equal(verdictOf(growthRow(latency, { ...latency, times: [10.1] })), 'MISSED');
    assert.equal(verdictOf(growthRow({ ...latency, problem: 'too many' }, latency)), 'WRONG');
  });
});

describe('another server', () => {
  const peer: Peer = {
    name: 'peer',
    packageName: 'peer',
    version: '1.0.0',
    entry: 'peer/bin/peer',
    runs: 'node',
    edits: 1,
    share: 1,
  };
  const lastEdit = deprecatedLine(TEXT);
  const onLine = (line: number): PublishedDiagnostic => ({ range: { start: { line } }, message: 'no' });
  const published = (...lines: readonly number[]): Published => ({
    uri: 'file:///bench/Dockerfile',
    diagnostics: lines.map(onLine),
  });

  test('is believed when it publishes once for each version and sees the last edit', () => {
    assert.equal(
      unproven({ times: [1], published: [published(0), published(0, 4)], publications: 2, lastEdit }),
      undefined,
    );
  });

  const UNBELIEVED: readonly (readonly [why: string, last: Published, publications: number])[] = [
    ['it has nothing to say of version 2', published(), 2],
    ['it published 3 times for 2 versions', published(0, 4), 3],
    ['its last answer is not of the last version', published(0), 2],
  ];
  for (const [why, last, publications] of UNBELIEVED) {
    test(`is not believed: ${why}`, () => {
      assert.equal(unproven({ times: [1], published: [published(0), last], publications, lastEdit }), why);
    });
  }

  test('is told what it takes: settings by section, and the whole text', async () => {
    const configuration = { profile: 'strict' };
    const server = { file: execPath, args: ['-e', ECHO], stderr: 'inherit', configuration } as const;
    const answers = await answersOf(server, TEXT, 2);
    const typed = [TEXT, ...[...keystrokes(TEXT, 2)].map(({ text }) => text), answers.lastEdit.text];
    assert.deepEqual(
      answers.published.map(({ diagnostics }) => diagnostics[0]?.message),
      typed.map((text) => JSON.stringify([['strict', null], text])),
    );
    assert.equal(answers.times.length, 2);
    assert.equal(unproven(answers), 'its last answer is not of the last version');
  });

  test('that ends, or is not there, costs no patience', async () => {
    const common = { stderr: 'ignore', configuration: {} } as const;
    const ended = answersOf({ ...common, file: execPath, args: ['-e', 'process.exit(3)'] }, TEXT, 1);
    await assert.rejects(ended, /an answer to initialize: it ended with 3/);
    await assert.rejects(answersOf({ ...common, file: join(home, 'none'), args: [] }, TEXT, 1), /ENOENT/);
  });

  test('is skipped on a system that it is not made for', () => {
    assert.deepEqual(install({ ...peer, system: 'plan9-x64' }), { skipped: 'it is for plan9-x64 only' });
  });

  test('is skipped where npm cannot get it', () => {
    const { XDG_CACHE_HOME, npm_config_registry } = env;
    try {
      env.XDG_CACHE_HOME = home;
      env.npm_config_registry = 'http://127.0.0.1:9/';
      assert.deepEqual(install(peer), { skipped: 'npm could not install it: ECONNREFUSED' });
    } finally {
      restore('XDG_CACHE_HOME', XDG_CACHE_HOME);
      restore('npm_config_registry', npm_config_registry);
    }
  });
});

test('what SARIF holds is counted, what is suppressed and the fixes too', () => {
  const files = [
    { path: 'a.Dockerfile', text: TEXT },
    { path: 'b.Dockerfile', text: 'FROM scratch\nUSER 1\n' },
    {
      path: 'c.Dockerfile',
      text: `FROM node:latest\n# hullwright ignore=sudo-in-run: it has to\nRUN sudo make\nUSER node\n`,
    },
  ];
  for (const { path, text } of files) writeFileSync(join(home, path), text);
  const output = join(home, 'report.sarif');
  const audit = ['audit', ...files.map(({ path }) => join(home, path)), '--profile', 'strict', '--fail-on', 'none'];
  const { status, stderr } = spawnSync(execPath, ['dist/cli.cjs', ...audit, '--format', 'sarif', '--output', output], {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const reported = shown(reportedIn(JSON.parse(readFileSync(output, 'utf8'))));
  assert.equal(reported, shown(expectedIn(files)));
  assert.match(reported, /^[1-9]\d* in 2 files, 1 suppressed, [1-9]\d* fixes$/);
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete env[name];
  else env[name] = value;
}
