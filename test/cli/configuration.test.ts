// Configurations on the command line: which one holds for a file, options that say otherwise, and what is wrong in one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { auditJson, CLEAN, FLOATING, folderWith, hullwright, SECRET } from './run-cli';

/** Without hints: a rule that is switched off may uncover what it supersedes. */
const found = (cwd: string, ...args: string[]): string[] =>
  auditJson(cwd, ...args).files.map(({ path, findings }) => {
    const shown = findings.filter(({ severity }) => severity !== 'hint');
    return [path, ...shown.map(({ rule, severity }) => `${rule} ${severity}`)].join(' ');
  });

const OFF = 'rules: { floating-tag: off }\n';
const ERROR = 'rules: { floating-tag: error }\n';

describe('the configuration of a file', () => {
  test('is the nearest upward, each file its own', (t) => {
    const folder = folderWith(t, {
      '.hullwright.yaml': ERROR,
      Dockerfile: FLOATING,
      'a/.hullwright.yml': OFF,
      'a/b/Dockerfile': FLOATING,
      'c/Dockerfile': FLOATING,
    });
    const expected = ['Dockerfile floating-tag error', 'a/b/Dockerfile', 'c/Dockerfile floating-tag error'];
    assert.deepEqual(found(folder), expected);
    assert.deepEqual(found(folder, 'c', 'a/b/Dockerfile'), [expected[2], expected[1]]);
  });
  test('is looked for up to the root of the repository', (t) => {
    const folder = folderWith(t, {
      '.hullwright.yaml': OFF,
      'repo/.git/HEAD': '',
      'repo/a/Dockerfile': FLOATING,
      'b/Dockerfile': FLOATING,
    });
    assert.deepEqual(found(folder), ['b/Dockerfile', 'repo/a/Dockerfile floating-tag warning']);
    const inRepository = folderWith(t, { '.git/HEAD': '', '.hullwright.yaml': OFF, 'a/Dockerfile': FLOATING });
    assert.deepEqual(found(join(inRepository, 'a')), ['Dockerfile']);
  });
  test('without a repository is looked for up to the current folder', (t) => {
    const folder = folderWith(t, { '.hullwright.yaml': OFF, 'a/Dockerfile': FLOATING });
    assert.deepEqual(found(folder), ['a/Dockerfile']);
    assert.deepEqual(found(join(folder, 'a')), ['Dockerfile floating-tag warning']);
    assert.deepEqual(found(join(folder, 'a'), '../a'), ['../a/Dockerfile floating-tag warning']);
  });
  test('is that of hadolint where there is none of ours', (t) => {
    const folder = folderWith(t, { '.hadolint.yaml': 'ignored: [DL3006, DL3007]\n', Dockerfile: FLOATING });
    assert.deepEqual(found(folder), ['Dockerfile']);
  });
  test('leaves files out, and silences findings', (t) => {
    const folder = folderWith(t, {
      '.hullwright.yaml':
        'ignore: [old/**]\nsuppress: [{ rule: floating-tag, path: a/**, reason: legacy, until: 2999-01-01 }]\n',
      'old/Dockerfile': SECRET,
      'a/Dockerfile': FLOATING,
      Dockerfile: CLEAN,
    });
    assert.deepEqual(found(folder), ['Dockerfile', 'a/Dockerfile', 'old/Dockerfile']);
    assert.equal(hullwright(folder, ['audit']).out, 'no findings in 3 files, 1 suppressed\n');
  });
  test('holds for fix as well', (t) => {
    const folder = folderWith(t, { '.hullwright.yaml': OFF, Dockerfile: FLOATING });
    hullwright(folder, ['fix', '--suggested']);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), FLOATING);
    hullwright(folder, ['fix', '--suggested', '--no-config']);
    assert.notEqual(readFileSync(join(folder, 'Dockerfile'), 'utf8'), FLOATING);
  });
});

describe('options', () => {
  const files = { '.hullwright.yaml': `profile: cis\n${ERROR}`, 'other.yaml': OFF, Dockerfile: FLOATING };
  const rows: readonly (readonly [args: readonly string[], found: string])[] = [
    [[], 'Dockerfile floating-tag error'],
    [['--no-config'], 'Dockerfile floating-tag warning'],
    [['--config', 'other.yaml'], 'Dockerfile'],
    [['--profile', 'strict'], 'Dockerfile floating-tag error'],
    [['--config', 'other.yaml', '--profile', 'strict'], 'Dockerfile'],
  ];
  for (const [args, expected] of rows) {
    test(args.join(' ') || 'none', (t) => {
      const [line = ''] = found(folderWith(t, files), ...args);
      const words = line.split(' ');
      const at = words.indexOf('floating-tag');
      assert.equal(at < 0 ? 'Dockerfile' : `Dockerfile ${words[at]} ${words[at + 1]}`, expected);
    });
  }
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--config', 'missing.yaml'], /--config: there is no file missing\.yaml/],
    [['--config', 'other.yaml', '--no-config'], /exclude each other/],
    [['--no-config=1'], /--no-config takes no value/],
  ];
  for (const [args, message] of wrong) {
    test(args.join(' '), (t) => {
      const { code, err } = hullwright(folderWith(t, files), ['audit', ...args]);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }
});

test('entries that silence nothing are told when their folder is audited, and change no exit code', (t) => {
  const folder = folderWith(t, {
    '.hullwright.yaml':
      'suppress:\n  - { rule: secret-in-env, path: "**" }\n  - { rule: floating-tag, path: "**" }\n  - { rule: floating-tag, path: gone }\nprofile: recommended\nrules: { unpinned-base-image: off }\n',
    Dockerfile: FLOATING,
    'a/Dockerfile': CLEAN,
  });
  const unused = '.hullwright.yaml:2:5: info: this silences no finding of secret-in-env: take it out\n';
  for (const args of [[], ['.'], ['a', folder]]) {
    const { code, err } = hullwright(folder, ['audit', ...args]);
    assert.equal(err, unused);
    assert.equal(code, 0);
  }
  assert.equal(hullwright(folder, ['audit', 'a']).err, '');
  assert.equal(hullwright(folder, ['audit', 'Dockerfile', 'a/Dockerfile']).err, '');
  assert.equal(hullwright(folder, ['audit', '--format', 'json']).err, unused);
});

test('an entry that has expired is told, whatever is audited', (t) => {
  const folder = folderWith(t, {
    '.hullwright.yaml': 'suppress: [{ rule: floating-tag, path: "**", until: 2020-01-31 }]\n',
    Dockerfile: FLOATING,
  });
  const { code, err } = hullwright(folder, ['audit', 'Dockerfile']);
  assert.equal(err, '.hullwright.yaml:1:53: warning: this has expired: floating-tag is reported again\n');
  assert.equal(code, 1);
});

test('what is wrong in a file that several extend is told once', (t) => {
  const folder = folderWith(t, {
    '.hullwright.yaml': 'profil: strict\n',
    'a/.hullwright.yaml': 'extends: ../.hullwright.yaml\n',
    'a/Dockerfile': CLEAN,
    'b/.hullwright.yaml': 'extends: ../.hullwright.yaml\n',
    'b/Dockerfile': CLEAN,
  });
  assert.equal(hullwright(folder, ['audit']).err.split('\n').length, 2);
});

test('what is wrong in a configuration is told once, and the rest of it holds', (t) => {
  const folder = folderWith(t, {
    '.hullwright.yaml': `rules:\n  floating-tga: off\n  floating-tag: off\n  unpinned-base-image: off\n`,
    Dockerfile: FLOATING,
    'a/Dockerfile': FLOATING,
  });
  const { code, out, err } = hullwright(folder, ['audit']);
  assert.equal(err, ".hullwright.yaml:2:3: warning: there is no rule 'floating-tga' (did you mean floating-tag?)\n");
  assert.equal(out, 'no findings in 2 files\n');
  assert.equal(code, 0);
});
