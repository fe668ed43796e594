// Who can ask registries, and what has to be loaded for it: read from what the bundler says of the entry points.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { build, type Metafile } from 'esbuild';

const isRegistry = (file: string): boolean => file.includes('server/src/registry/');

async function metafileOf(entry: string): Promise<Metafile> {
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
  return metafile;
}

/** What is loaded with the entry point, before anything is imported at its own time. */
function loadedAtOnce({ inputs }: Metafile, entry: string): Set<string> {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind !== 'dynamic-import') loaded.add(path);
  }
  return loaded;
}

describe('the registry', () => {
  for (const entry of ['client/src/node.ts', 'client/src/browser.ts', 'server/src/browser.ts']) {
    test(`is nowhere in the bundle of ${entry}`, async () => {
      const { inputs } = await metafileOf(entry);
      assert.ok(Object.keys(inputs).length > 10);
      assert.deepEqual(Object.keys(inputs).filter(isRegistry), []);
    });
  }

  for (const entry of ['server/src/node.ts', 'server/src/cli.ts']) {
    test(`is in the bundle of ${entry}, and loaded when it is asked for`, async () => {
      const metafile = await metafileOf(entry);
      const files = Object.keys(metafile.inputs).filter(isRegistry);
      assert.ok(files.includes('server/src/registry/machine.ts'), files.join());
      const loaded = loadedAtOnce(metafile, entry);
      assert.ok(loaded.size > 2);
      assert.deepEqual([...loaded].filter(isRegistry), []);
      const network = ['http', 'https', 'tls'].flatMap((name) => [name, `node:${name}`]);
      assert.deepEqual(
        [...loaded].filter((file) => network.includes(file)),
        [],
      );
    });
  }
});
