// `hullwright audit`: which files it reads, in which order, and what it writes where.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { auditedPaths, auditJson, CLEAN, FLOATING, folderWith, hullwright, SECRET } from './run-cli';

const rules = (cwd: string, ...args: string[]): string[] =>
  auditJson(cwd, ...args).files.map(({ path, findings }) => `${path}: ${findings.map(({ rule }) => rule).join(' ')}`);

describe('files', () => {
  test('of a folder, by name, its own first; the same at every run', (t) => {
    const folder = folderWith(t, {
      'b/Dockerfile': CLEAN,
      'a/x/Containerfile.dev': CLEAN,
      'a/app.dockerfile': CLEAN,
      Dockerfile: CLEAN,
      'DOCKERFILE-x': CLEAN,
      'Dockerfile.dockerignore': '',
      'Dockerfile.md': '',
      'README.md': '',
      'node_modules/p/Dockerfile': FLOATING,
      '.git/Dockerfile': FLOATING,
    });
    const expected = ['DOCKERFILE-x', 'Dockerfile', 'a/app.dockerfile', 'a/x/Containerfile.dev', 'b/Dockerfile'];
    assert.deepEqual(auditedPaths(folder), expected);
    assert.deepEqual(auditedPaths(folder), expected);
  });

  test('a Dockerfile in a Compose file is checked like any other', (t) => {
    const folder = folderWith(t, {
      'compose.yaml':
        'services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM node:latest\n        USER node\n',
    });
    assert.match(rules(folder).join(), /floating-tag/);
  });

  test('as they were named, in that order, each once', (t) => {
    const folder = folderWith(t, { 'a/Dockerfile': CLEAN, 'b/Dockerfile': CLEAN, 'odd name': CLEAN });
    assert.deepEqual(auditedPaths(folder, 'odd name', './b/', 'a', '.'), ['odd name', 'b/Dockerfile', 'a/Dockerfile']);
    const absolute = join(folder, 'a');
    assert.deepEqual(auditedPaths(folder, absolute), [`${absolute}/Dockerfile`]);
    assert.deepEqual(auditedPaths(absolute, '../b'), ['../b/Dockerfile']);
    assert.deepEqual(auditedPaths(folder, '--', 'a/Dockerfile'), ['a/Dockerfile']);
  });

  test('that .gitignore leaves out are left out, unless they are named', (t) => {
    const folder = folderWith(t, {
      '.gitignore': '/out/\n*.dev\n!keep.dev\n',
      'out/Dockerfile': CLEAN,
      'Dockerfile.dev': CLEAN,
      'sub/.gitignore': '!Dockerfile.dev\nDockerfile\n',
      'sub/Dockerfile': CLEAN,
      'sub/Dockerfile.dev': CLEAN,
      Dockerfile: CLEAN,
    });
    assert.deepEqual(auditedPaths(folder), ['Dockerfile', 'sub/Dockerfile.dev']);
    assert.deepEqual(auditedPaths(folder, 'out', 'Dockerfile.dev'), ['out/Dockerfile', 'Dockerfile.dev']);
  });

  test('respect .gitignore up to the repository’s root, and .git/info/exclude', (t) => {
    const folder = folderWith(t, {
      'repo/.gitignore': 'skipped\n',
      'repo/a/skipped/Dockerfile': CLEAN,
      'repo/a/Dockerfile': CLEAN,
    });
    const inside = join(folder, 'repo', 'a');
    assert.deepEqual(auditedPaths(inside), ['Dockerfile', 'skipped/Dockerfile']);
    mkdirSync(join(folder, 'repo', '.git'));
    assert.deepEqual(auditedPaths(inside), ['Dockerfile']);
    const excluded = folderWith(t, { '.git/info/exclude': 'x\n', 'x/Dockerfile': CLEAN, Dockerfile: CLEAN });
    assert.deepEqual(auditedPaths(excluded), ['Dockerfile']);
  });

  test('behind links: inside the folder only, each once, without circles', (t) => {
    const outside = folderWith(t, { Dockerfile: FLOATING });
    const folder = folderWith(t, { 'a/Dockerfile': CLEAN, 'a/prod.txt': CLEAN });
    symlinkSync(outside, join(folder, 'escape'));
    symlinkSync(join(outside, 'Dockerfile'), join(folder, 'Dockerfile.out'));
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('a/Dockerfile', join(folder, 'Dockerfile.same'));
    symlinkSync('a/prod.txt', join(folder, 'Dockerfile.prod'));
    symlinkSync('a/prod.txt', join(folder, 'Dockerfile.twice'));
    assert.deepEqual(auditedPaths(folder), ['a/Dockerfile', 'Dockerfile.prod']);
    assert.deepEqual(auditedPaths(folder, 'Dockerfile.out'), ['Dockerfile.out']);
  });

  test('that can’t be read are errors, and the rest goes on', (t) => {
    const folder = folderWith(t, { 'z.dockerfile': CLEAN, 'bad.dockerfile': 'FORM x\n' });
    symlinkSync('Dockerfile', join(folder, 'Dockerfile'));
    mkdirSync(join(folder, 'nothing'));
    assert.deepEqual(rules(folder, 'gone', '.', 'nothing'), [
      'gone: unreadable-file',
      'bad.dockerfile: invalid-dockerfile',
      'z.dockerfile: ',
      'Dockerfile: unreadable-file',
    ]);
    const { code, out } = hullwright(folder, ['audit', 'gone', 'z.dockerfile']);
    assert.equal(code, 1);
    assert.match(
      out,
      /^gone:1:1: error\[unreadable-file\]: this can't be read: there is no such file or folder\n\n1 error in 1 of 2 files\n$/,
    );
  });

  test('without permission are errors', { skip: process.getuid?.() === 0 && 'root reads everything' }, (t) => {
    const folder = folderWith(t, { Dockerfile: CLEAN, 'shut/Dockerfile': CLEAN });
    chmodSync(join(folder, 'Dockerfile'), 0);
    chmodSync(join(folder, 'shut'), 0);
    assert.deepEqual(rules(folder), ['Dockerfile: unreadable-file', 'shut: unreadable-file']);
    chmodSync(join(folder, 'shut'), 0o700);
  });

  test('over 1 MB get one information', (t) => {
    const folder = folderWith(t, { Dockerfile: `FROM node\n${'# x\n'.repeat(300_000)}` });
    const { files } = auditJson(folder);
    assert.deepEqual(
      files[0]?.findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['info not-analysed'],
    );
    assert.equal(hullwright(folder, ['audit']).code, 0);
  });

  test('that are no UTF-8, begin with a mark, or are templates', (t) => {
    const folder = folderWith(t, {
      'Dockerfile.latin': Buffer.from(`${FLOATING}# caf\xe9\n`, 'latin1'),
      'Dockerfile.mark': `\ufeff${FLOATING}`,
      'Dockerfile.j2': '{% if x %}\nFROM node\n',
    });
    assert.deepEqual(rules(folder), [
      'Dockerfile.j2: template',
      'Dockerfile.latin: floating-tag',
      'Dockerfile.mark: floating-tag',
    ]);
  });
});

describe('report', () => {
  test('goes to a file with --output, and standard output stays empty', (t) => {
    const folder = folderWith(t, { Dockerfile: FLOATING });
    for (const format of ['text', 'json', 'sarif', 'html']) {
      const printed = hullwright(folder, ['audit', '--format', format]);
      const written = hullwright(folder, ['audit', '--format', format, '--output', 'report']);
      assert.deepEqual({ code: written.code, out: written.out, err: written.err }, { code: 1, out: '', err: '' });
      assert.equal(readFileSync(join(folder, 'report'), 'utf8'), printed.out);
    }
  });

  test('is coloured when FORCE_COLOR says so, never in a pipe or a file of itself', (t) => {
    const folder = folderWith(t, { Dockerfile: FLOATING });
    assert.ok(!hullwright(folder, ['audit']).out.includes('\x1b'));
    assert.ok(hullwright(folder, ['audit'], { FORCE_COLOR: '1' }).out.includes('\x1b[1;33mwarning[floating-tag]'));
    assert.ok(!hullwright(folder, ['audit'], { FORCE_COLOR: '0' }).out.includes('\x1b'));
    hullwright(folder, ['audit', '--output', 'x'], { FORCE_COLOR: '1' });
    assert.ok(!readFileSync(join(folder, 'x'), 'utf8').includes('\x1b'));
  });

  test('shows no secret, and nothing that steers a terminal', (t) => {
    const folder = folderWith(t, {
      Dockerfile: `${SECRET}ENV A=\x1b]0;title\x07 B\nRUN x\n`,
      'Dockerfile.\x1b[31m': FLOATING,
    });
    for (const format of ['text', 'json', 'sarif', 'html']) {
      const { out } = hullwright(folder, ['audit', '--format', format]);
      assert.ok(!/[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(out), format);
      assert.ok(!out.includes('hunter2'), format);
    }
  });

  test('depends on the profile', (t) => {
    const folder = folderWith(t, { Dockerfile: 'FROM node\n' });
    const found = (profile: string): string[] =>
      auditJson(folder, '--profile', profile).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    assert.ok(found('recommended').includes('floating-tag'));
    assert.ok(!found('cis').includes('floating-tag'), 'the benchmark does not speak of tags');
  });

  test('names files in SARIF from the current folder', (t) => {
    const folder = folderWith(t, { 'a b/Dockerfile': FLOATING });
    const { out } = hullwright(folder, ['audit', '--format', 'sarif', join(folder, 'a b')]);
    const run = JSON.parse(out).runs[0];
    assert.deepEqual(run.results[0].locations[0].physicalLocation.artifactLocation, {
      uri: 'a%20b/Dockerfile',
      uriBaseId: '%SRCROOT%',
    });
    assert.ok(run.originalUriBaseIds['%SRCROOT%'].uri.endsWith('/'));
  });
});
