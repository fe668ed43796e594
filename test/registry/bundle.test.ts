// Registries are asked by the command line alone, and the code for it is loaded when it is asked for: what esbuild says of the
// bundles is read for it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { build, type Metafile } from 'esbuild';

/** What opens connections. */
const NETWORK = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/|$)/;

interface Loaded {
  readonly files: ReadonlySet<string>;
  /** Modules of Node. */
  readonly builtin: ReadonlySet<string>;
}

/** What an entry point loads at once, or at any time. */
function loadedBy({ inputs }: Metafile, entry: string, when: 'at once' | 'ever'): Loaded {
  const files = new Set([entry]);
  const builtin = new Set<string>();
  for (const file of files) {
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import' && when === 'at once') continue;
      if (external) builtin.add(path);
      else files.add(path);
    }
  }
  return { files, builtin };
}

const registryFiles = ({ files }: Loaded): string[] =>
  [...files].filter((file) => file.startsWith('server/src/registry/'));
const networkIn = ({ builtin }: Loaded): string[] => [...builtin].filter((name) => NETWORK.test(name));

describe('the registry', () => {
  for (const [entry, platform, expected] of [
    ['client/src/node.ts', 'node', false],
    ['client/src/browser.ts', 'browser', false],
    ['server/src/node.ts', 'node', false],
    ['server/src/browser.ts', 'browser', false],
    ['server/src/cli.ts', 'node', true],
  ] as const) {
    test(`is ${expected ? 'loaded on first use' : 'not'} in what ${entry} loads`, async () => {
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        platform,
        format: 'esm',
        mainFields: ['module', 'main'],
        external: ['vscode'],
        logLevel: 'silent',
      });
      const [atOnce, ever] = [loadedBy(metafile, entry, 'at once'), loadedBy(metafile, entry, 'ever')];
      assert.ok(ever.files.size > 5, `${ever.files.size} files`);
      assert.deepEqual(registryFiles(atOnce), []);
      assert.equal(registryFiles(ever).length > 0, expected, registryFiles(ever).join());
      if (platform === 'browser' || expected) assert.deepEqual(networkIn(atOnce), []);
      assert.equal(
        networkIn(ever).some((name) => name.includes('https')),
        expected,
        networkIn(ever).join(),
      );
    });
  }
});
