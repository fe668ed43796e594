// `hullwright fix`: what it writes, what it leaves alone, and the differences it shows.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CLEAN, FLOATING, folderWith, hullwright } from './run-cli';

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

describe('fix', () => {
  test('leaves suggested fixes alone unless they are asked for', (t) => {
    const folder = folderWith(t, { Dockerfile: FLOATING, 'Dockerfile.clean': CLEAN });
    assert.deepEqual(hullwright(folder, ['fix']), { code: 0, out: '0 fixes applied in 0 files\n', err: '' });
    assert.equal(read(folder, 'Dockerfile'), FLOATING);
    const { code, out } = hullwright(folder, ['fix', '--suggested']);
    assert.equal(code, 0);
    assert.match(out, /^Dockerfile: floating-tag: .*\n1 fix applied in 1 file\n$/);
    assert.match(read(folder, 'Dockerfile'), /^FROM node:\d+\nUSER node\n$/);
    assert.equal(hullwright(folder, ['fix', '--suggested']).out, '0 fixes applied in 0 files\n');
    assert.deepEqual(readdirSync(folder), ['Dockerfile', 'Dockerfile.clean'], 'nothing is left behind');
  });

  test('keeps line breaks, the byte order mark and the mode', (t) => {
    const text = '\ufeffFROM node\r\nUSER node\r\n# end';
    const folder = folderWith(t, { Dockerfile: text });
    chmodSync(join(folder, 'Dockerfile'), 0o755);
    hullwright(folder, ['fix', '--suggested']);
    assert.match(read(folder, 'Dockerfile'), /^\ufeffFROM node:\d+\r\nUSER node\r\n# end$/);
    assert.equal(statSync(join(folder, 'Dockerfile')).mode & 0o777, 0o755);
  });

  test('never edits what is not UTF-8, and says so', (t) => {
    const bytes = Buffer.from('FROM node\nUSER node\n# caf\xe9\n', 'latin1');
    const folder = folderWith(t, { Dockerfile: bytes });
    const { code, err } = hullwright(folder, ['fix', '--suggested']);
    assert.equal(code, 0);
    assert.equal(err, 'Dockerfile: this is not UTF-8 throughout: left as it is\n');
    assert.deepEqual(readFileSync(join(folder, 'Dockerfile')), bytes);
  });

  test('writes through a link inside the folder, never through one that leads out', (t) => {
    const outside = folderWith(t, { Dockerfile: FLOATING });
    const folder = folderWith(t, { 'real.txt': FLOATING });
    symlinkSync('real.txt', join(folder, 'Dockerfile'));
    symlinkSync(join(outside, 'Dockerfile'), join(folder, 'Dockerfile.out'));
    hullwright(folder, ['fix', '--suggested']);
    assert.match(read(folder, 'real.txt'), /^FROM node:/);
    assert.ok(lstatSync(join(folder, 'Dockerfile')).isSymbolicLink());
    for (const args of [['Dockerfile.out'], ['--diff', 'Dockerfile.out']]) {
      const { code, err } = hullwright(folder, ['fix', '--suggested', ...args]);
      assert.equal(code, 2);
      assert.match(err, /Dockerfile\.out: not fixed: it is a link that leads out of the folder/);
    }
    assert.equal(read(outside, 'Dockerfile'), FLOATING);
  });

  test('goes on behind a file that can’t be read, and ends with 2', (t) => {
    const folder = folderWith(t, { Dockerfile: FLOATING });
    const { code, err } = hullwright(folder, ['fix', '--suggested', 'gone', 'Dockerfile']);
    assert.equal(code, 2);
    assert.match(err, /^gone: this can't be read/);
    assert.match(read(folder, 'Dockerfile'), /^FROM node:/);
  });

  const withoutGit = spawnSync('git', ['--version']).error ? 'git is not installed' : false;
  test('--diff writes nothing, and git applies what it prints', { skip: withoutGit }, (t) => {
    const files = { 'a/Dockerfile': FLOATING, 'b c/Dockerfile': 'FROM node\r\nUSER node', 'Dockerfile.x': CLEAN };
    const folder = folderWith(t, files);
    const { code, out, err } = hullwright(folder, ['fix', '--suggested', '--diff']);
    assert.equal(code, 0);
    assert.equal(err, '2 fixes would be applied in 2 files\n');
    for (const [path, text] of Object.entries(files)) assert.equal(read(folder, path), text);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: out });
    const applied = Object.keys(files).map((path) => read(folder, path));
    const again = folderWith(t, files);
    hullwright(again, ['fix', '--suggested']);
    assert.deepEqual(
      applied,
      Object.keys(files).map((path) => read(again, path)),
    );
    assert.notEqual(applied[1], files['b c/Dockerfile']);
  });

  test('--diff shows no secret', (t) => {
    const folder = folderWith(t, { Dockerfile: 'FROM node:24.4\nENV API_KEY=hunter2 A=1\nUSER node\n' });
    const { out } = hullwright(folder, ['fix', '--suggested', '--diff']);
    assert.match(out, /-ENV API_KEY=\*+ A=1\n\+ENV A=1\n/);
    assert.doesNotMatch(out, /hunter2/);
  });
});
