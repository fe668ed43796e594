// What is generated is up to date and complete, and what is stale is named.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import packageJson from '../../package.json';
import { allRules } from '../../server/src/cli/all-rules';
import { helpText } from '../../server/src/cli/help';
import { copyOfRepository, runNode } from './checkout';

const GENERATE = ['scripts/run.mjs', 'generate'];

describe('generated files', () => {
  test('are what generate would write', () => {
    const { status, stdout, stderr } = runNode('.', [...GENERATE, '--check']);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /as they should be/);
  });

  for (const { id, title } of allRules) {
    test(`${id} has a page`, () => {
      const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
      assert.ok(page.includes(`# ${title}\n`));
      assert.ok(readFileSync('docs/rules/README.md', 'utf8').includes(`(${id}.md)`));
    });
  }

  test('README has every option of the command line and every setting', () => {
    const readme = readFileSync('README.md', 'utf8');
    const names = [...helpText.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    assert.ok(names.length > 5);
    const settings = Object.keys(packageJson.contributes.configuration.properties);
    assert.deepEqual(
      [...names, ...settings].filter((name) => !readme.includes(name)),
      [],
    );
  });
});

describe('generate --check', () => {
  const { root, node, remove } = copyOfRepository();
  after(remove);

  test('names what is stale, and generate puts it right', () => {
    rmSync(join(root, 'docs/rules/missing-user.md'));
    writeFileSync(join(root, 'docs/rules/no-such-rule.md'), '# Gone\n');
    appendFileSync(join(root, 'server/src/image/releases.generated.json'), '\n');
    const { status, stderr } = node(...GENERATE, '--check');
    assert.equal(status, 1);
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      'server/src/image/releases.generated.json is stale',
      'docs/rules/missing-user.md is stale',
      'docs/rules/no-such-rule.md is the page of no rule',
      'Run `npm run generate`, and commit what it changes.',
    ]);
    assert.equal(node(...GENERATE).status, 0);
    assert.equal(node(...GENERATE, '--check').status, 0);
    assert.ok(!existsSync(join(root, 'docs/rules/no-such-rule.md')));
  });
});
