// What the command line answers to right and wrong arguments.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CLEAN, FLOATING, folderWith, hullwright, SECRET } from './run-cli';

const BOM = '\ufeff';

describe('usage', () => {
  const WRONG: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['audt'], /unknown command audt \(did you mean audit\?\)/],
    [['--hlep'], /unknown option --hlep \(did you mean --help\?\)/],
    [['audit', '--formt', 'json'], /unknown option --formt \(did you mean --format\?\)/],
    [
      ['audit', '--format', 'jsn'],
      /--format does not know 'jsn'; it takes text, json, sarif, html \(did you mean json\?\)/,
    ],
    [['audit', '--format'], /--format needs a value: text, json, sarif, html/],
    [['audit', '--output', '--format', 'json'], /--output needs a value/],
    [['audit', '--fail-on=fatal'], /--fail-on does not know 'fatal'/],
    [['audit', '--profile', 'Strict'], /--profile does not know 'Strict'.*did you mean strict/],
    [['audit', '-x'], /unknown option -x/],
    [['audit', '--output', 'no/such/folder/x.json'], /can't write no\/such\/folder\/x\.json: there is no such file/],
    [['fix', '--diff=yes'], /--diff takes no value/],
    [['fix', '--format', 'json'], /unknown option --format/],
    [['explain'], /explain needs the name of one rule/],
    [['explain', 'missing-usr'], /no rule missing-usr \(did you mean missing-user\?\)/],
    [['explain', 'env-secret'], /no rule env-secret \(did you mean secret-.*\?\)/],
    [['parse'], /parse needs a file/],
    [['lsp'], /hullwright lsp --stdio/],
  ];
  for (const [args, message] of WRONG) {
    test(`hullwright ${args.join(' ')}`, (t) => {
      const { code, out, err } = hullwright(folderWith(t, {}), args);
      assert.match(err, message);
      assert.deepEqual({ code, out }, { code: 2, out: '' });
    });
  }

  test('help on every command, and on standard error when nothing is asked', (t) => {
    const folder = folderWith(t, {});
    for (const args of [['--help'], ['-h'], ['help'], ['audit', '--help'], ['fix', '-h']]) {
      const { code, out } = hullwright(folder, args);
      assert.equal(code, 0);
      assert.match(out, /^Hullwright checks Dockerfiles[\s\S]*--fail-on error\|warning\|info\|hint\|none/);
    }
    const bare = hullwright(folder, []);
    assert.equal(bare.code, 2);
    assert.match(bare.err, /^Hullwright checks/);
  });

  test('--version is the manifest’s', (t) => {
    const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.deepEqual(hullwright(folderWith(t, {}), ['--version']), { code: 0, out: `${version}\n`, err: '' });
  });
});

test('explain prints the rule’s page', (t) => {
  const { code, out } = hullwright(folderWith(t, {}), ['explain', 'missing-user']);
  assert.equal(code, 0);
  assert.match(out, /^missing-user: .+\n\nwarning · privilege/);
  for (const part of [
    'Reported:\n\n    FROM',
    'Not reported:',
    'Limits:',
    'CIS Docker Benchmark 4.1',
    '/missing-user.md',
  ]) {
    assert.ok(out.includes(part), part);
  }
  assert.match(hullwright(folderWith(t, {}), ['explain', 'unreadable-file']).out, /cannot be read/);
});

test('parse prints a line a file, in order, unreadable ones too', (t) => {
  const folder = folderWith(t, { a: FLOATING, b: `${BOM}${CLEAN}`, c: 'RUN [\n' });
  const { code, out } = hullwright(folder, ['parse', 'b', 'gone', 'a', 'c', '.']);
  const rows: { file: string; error?: string; stages?: string[] }[] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(code, 0);
  assert.deepEqual(
    rows.map(({ file, error, stages }) => [file, error ?? stages?.join()]),
    [
      ['b', `<-${CLEAN.slice('FROM '.length, CLEAN.indexOf('\n'))}`],
      ['gone', 'there is no such file'],
      ['a', '<-node'],
      ['c', undefined],
      ['.', 'this is a folder'],
    ],
  );
});

describe('exit code', () => {
  const ROWS: readonly (readonly [text: string, args: readonly string[], code: number])[] = [
    [CLEAN, [], 0],
    [FLOATING, [], 1],
    [FLOATING, ['--fail-on', 'error'], 0],
    [FLOATING, ['--fail-on', 'info'], 1],
    [SECRET, ['--fail-on', 'error'], 1],
    [SECRET, ['--fail-on', 'none'], 0],
    ['FORM alpine\n', [], 1],
  ];
  for (const [text, args, code] of ROWS) {
    test(`${JSON.stringify(text)} ${args.join(' ')}: ${code}`, (t) => {
      const folder = folderWith(t, { Dockerfile: text });
      for (const format of ['text', 'json', 'sarif', 'html']) {
        assert.equal(hullwright(folder, ['audit', '--format', format, ...args]).code, code, format);
      }
    });
  }
});
