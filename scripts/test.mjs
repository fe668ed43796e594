// `npm test [-- words]`: gets what the tests need, bundles them, and runs those whose path has one of the words.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findChromium, installChromium, isCI, isRoot } from './chromium.mjs';
import { hasDockerRegistry, installDockerRegistry } from './docker-registry.mjs';
import { findEmacs, findNeovim, installEmacs, installNeovim } from './editors.mjs';

const suite = join('test', 'vscode', 'suite');
const words = process.argv.slice(2);
const all = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((path) => join('test', path));
const tests = all
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith(suite))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .sort();
if (tests.length === 0) fail(`no test file's path has ${words.join(' or ')}`);

const needsHost = tests.some((path) => path.startsWith(join('test', 'vscode')));
if (needsHost && !findChromium()) provide('Chromium', installChromium, 'the tests in a real VS Code are');
const needs = (/** @type {string} */ editor) => tests.includes(join('test', 'editors', `${editor}.test.ts`));
if (needs('neovim') && !findNeovim()) provide('Neovim', installNeovim, 'its test is');
if (needs('emacs') && !findEmacs()) provide('Emacs with Eglot and dockerfile-mode', installEmacs, 'its test is');
const needsRegistry = needsHost || tests.some((path) => path.startsWith(join('test', 'registry')));
if (needsRegistry && !hasDockerRegistry())
  provide('docker-registry', installDockerRegistry, 'the tests against it are');

run(process.execPath, ['esbuild.mjs']);
rmSync('out/test', { recursive: true, force: true });
/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
};
await build({
  ...shared,
  entryPoints: tests,
  outbase: '.',
  outdir: 'out',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  chunkNames: 'test/chunks/[name]-[hash]',
});
if (needsHost) {
  const host = { external: ['vscode'], outdir: 'out/vscode-suite', format: /** @type {const} */ ('cjs') };
  const entries = ['index.ts', 'restricted.ts', 'busy-workspace.ts'].map((name) => join(suite, name));
  await build({ ...shared, ...host, entryPoints: entries, outExtension: { '.js': '.cjs' } });
  await build({
    ...shared,
    ...host,
    entryPoints: [join(suite, 'web.ts')],
    packages: 'bundle',
    platform: 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    alias: { 'node:assert/strict': `./${join(suite, 'assert.ts')}` },
    // mocha's bundle takes the module's exports for its own.
    footer: { js: 'module.exports = web_exports;' },
  });
}

const bundled = tests.map((path) => join('out', path.replace(/\.ts$/, '.mjs')));
const options = [
  '--enable-source-maps',
  '--test',
  '--test-concurrency=2',
  '--test-timeout=900000',
  '--test-reporter=spec',
];
run(process.execPath, [...options, ...bundled]);

/** What can't be had is said here, and again by the tests. @param {string} name @param {string[][]} install @param {string} tests */
function provide(name, install, tests) {
  const needsSudo = !isRoot && process.platform !== 'win32';
  const commands = needsSudo ? install.map((command) => ['sudo', ...command]) : install;
  const isOurs = isRoot || isCI;
  if (isOurs && commands.every(([command = '', ...args]) => succeeds(command, args))) return;
  const line = commands.map((command) => command.join(' ')).join(' && ');
  console.log(`${name} is not installed: ${tests} skipped. To run: ${line}`);
}

/** @param {string} command @param {string[]} args */
const succeeds = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

/** Ends this process with the command's own status, unless that is 0. @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) fail(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
