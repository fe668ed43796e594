// The command line tool starts with the code that the build kept for this Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { test } from 'node:test';

/** Tells what V8 says of the code that it is given. */
const HOOK = `const vm = require('node:vm');
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    process.stderr.write('rejected: ' + this.cachedDataRejected);
  }
};`;

test('V8 takes the kept code', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-start-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const hook = join(folder, 'hook.cjs');
  writeFileSync(hook, HOOK);
  const { stderr, status } = spawnSync(execPath, ['--require', hook, resolve('dist/cli.cjs'), '--version'], {
    encoding: 'utf8',
  });
  assert.deepEqual({ stderr, status }, { stderr: 'rejected: false', status: 0 });
});

test('without it the tool starts as well', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-start-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const file of ['cli.cjs', 'cli-main.cjs', 'cli-later.cjs', 'rule-docs.json']) {
    copyFileSync(resolve('dist', file), join(folder, file));
  }
  const { stdout, status } = spawnSync(execPath, [join(folder, 'cli.cjs'), '--version'], { encoding: 'utf8' });
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(status, 0);
});
