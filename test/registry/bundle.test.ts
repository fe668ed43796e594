// The registry is asked by one command alone: nothing else that ships can.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { build } from 'esbuild';

describe('the registry', () => {
  for (const [entry, expected] of [
    ['client/src/node.ts', false],
    ['server/src/node.ts', false],
    ['server/src/browser.ts', false],
    ['server/src/cli.ts', true],
  ] as const) {
    test(`is ${expected ? '' : 'not '}in what ${entry} loads`, async () => {
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        platform: entry.includes('browser') ? 'browser' : 'node',
        mainFields: ['module', 'main'],
        external: ['vscode'],
        logLevel: 'silent',
      });
      const files = Object.keys(metafile.inputs).filter((file) => file.includes('server/src/registry/'));
      assert.equal(files.length > 0, expected, files.join());
    });
  }
});
