// A new rule compiles, is found, and passes its own fixture; and it can't be forgotten as it is.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { idProblem } from '../../scripts/new-rule/id';
import { copyOfRepository } from './checkout';

const ID = 'world-readable-key';

for (const bad of ['key', 'WorldReadable-Key', 'a--b', '-a-b', 'a-b-', '../a-b', 'a_b-c', `a-${'b'.repeat(60)}`]) {
  test(`${bad} can't be an id`, () => assert.match(idProblem(bad) ?? '', /can't be an id/));
}

describe('new-rule', () => {
  const { root, node, remove } = copyOfRepository();
  after(remove);
  const newRule = (...args: readonly string[]) => node('scripts/run.mjs', 'new-rule', ...args);

  test('refuses what is there already, no id, and two', () => {
    assert.match(newRule('missing-user').stderr, /server\/src\/rules\/dockerfile\/missing-user\.ts is there already/);
    assert.match(newRule('invalid-dockerfile').stderr, /is a notice/);
    assert.match(newRule().stderr, /give one id/);
    assert.match(newRule('a-b', 'c-d').stderr, /give one id/);
    const { status, stderr } = newRule('../outside-of-it');
    assert.equal(status, 1);
    assert.match(stderr, /can't be an id/);
  });

  test('writes a rule and its fixture, and says what comes next', () => {
    const { status, stdout, stderr } = newRule(ID);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /npm run generate/);
    assert.match(stdout, /npm test -- rules/);
    assert.ok(existsSync(join(root, `server/src/rules/dockerfile/${ID}.ts`)));
    assert.ok(existsSync(join(root, `test/fixtures/rules/${ID}.Dockerfile`)));
    assert.match(newRule(ID).stderr, /there already/);
  });

  test('which compiles, in the style of the repository', () => {
    const { status, stdout } = node('node_modules/typescript/bin/tsc', '-b', 'server');
    assert.equal(stdout, '');
    assert.equal(status, 0);
    const lint = node('node_modules/@biomejs/biome/bin/biome', 'lint', `server/src/rules/dockerfile/${ID}.ts`);
    assert.equal(lint.status, 0, lint.stderr);
    const format = node('node_modules/@biomejs/biome/bin/biome', 'format', `server/src/rules/dockerfile/${ID}.ts`);
    assert.equal(format.status, 0, format.stderr);
  });

  test('which generate takes in, and --check refuses until it is written', () => {
    assert.equal(node('scripts/run.mjs', 'generate').status, 0);
    assert.match(readFileSync(join(root, 'server/src/rules/all.generated.ts'), 'utf8'), /worldReadableKey/);
    assert.ok(existsSync(join(root, `docs/rules/${ID}.md`)));
    const { status, stderr } = node('scripts/run.mjs', 'generate', '--check');
    assert.equal(status, 1);
    assert.match(stderr, /world-readable-key\.ts:\d+ still says TODO/);
    assert.doesNotMatch(stderr, /stale/);
  });

  test('which passes its fixture', () => {
    const { stdout } = node('scripts/test.mjs', 'rules/fixtures');
    assert.match(stdout, /✔ world-readable-key\.Dockerfile: findings/);
  });
});
