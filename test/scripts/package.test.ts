// The package for VS Code: what is in it, and that it stays small.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import packageJson from '../../package.json';
import { copyOfRepository } from './checkout';

const MAX_BYTES = 1024 * 1024;
/** The command line tool is not in it: it is npm's. */
const EXPECTED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD-PARTY.md',
  'dist/client.browser.js',
  'dist/client.cjs',
  'dist/engine.cjs',
  'dist/rule-docs.json',
  'dist/rule-pages.json',
  'dist/server.browser.js',
  'dist/server.cjs',
  'media/icon.png',
  'package.json',
  'package.nls.json',
  'schemas/hullwright.schema.json',
];
/** Folders and families of files that grow with what they hold. */
const FAMILIES = [
  /^syntaxes\/[\w.]+\.json$/,
  /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^media\/walkthrough\/[\w-]+\.(?:svg|md)$/,
  /^package\.nls\.[\w-]+\.json$/,
];

describe('the package', () => {
  const checkout = copyOfRepository();
  after(() => checkout.remove());
  const vsix = join(checkout.root, 'small.vsix');
  const { status, stdout, stderr } = checkout.node('scripts/package.mjs', vsix);
  const files = [...stdout.matchAll(/^ {2}(\S+) {2}\d+ KB$/gm)].map(([, name = '']) => name);

  test('is written', () => assert.equal(status, 0, stderr));

  test('has at most 1 MB', (t) => {
    const { size } = statSync(vsix);
    t.diagnostic(`${files.length} files, ${Math.ceil(size / 1024)} KB`);
    assert.ok(size <= MAX_BYTES, `${size} bytes`);
  });

  test('holds what runs, and nothing of the sources', () => {
    const single = files.filter((name) => !FAMILIES.some((family) => family.test(name)));
    assert.deepEqual(single.sort(), [...EXPECTED].sort());
  });

  test('holds what starts, the pages of all rules, and every language', () => {
    const languages = readdirSync('l10n').map((name) => `l10n/${name}`);
    const missing = [packageJson.main.slice(2), 'dist/rule-pages.json', ...languages].filter(
      (name) => !files.includes(name),
    );
    assert.deepEqual(missing, []);
  });
});
