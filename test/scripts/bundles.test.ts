// What the bundles of the language server hold: the engine once, and each edge what its own place has.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { BuildOptions, Metafile } from 'esbuild';

/** Of esbuild.mjs, which a plain import would run from inside this test's own bundle. */
interface Build {
  readonly buildBundles: (options: BuildOptions) => Promise<Record<string, Metafile>>;
}

const { buildBundles }: Build = await import(pathToFileURL(resolve('esbuild.mjs')).href);
const metafiles = await buildBundles({ write: false });

const ENGINE = 'dist/engine.cjs';
const EDGES = ['dist/server.cjs', 'dist/server.browser.js'] as const;

/** The modules that are in the text of a bundle. */
function modulesOf(bundle: string): string[] {
  const inputs = metafiles[bundle]?.outputs[bundle]?.inputs ?? {};
  return Object.keys(inputs).filter((name) => (inputs[name]?.bytesInOutput ?? 0) > 0);
}

/** What a bundle leaves to the `require` of its place. */
const askedBy = (bundle: string): string[] => [
  ...new Set(metafiles[bundle]?.outputs[bundle]?.imports.map(({ path }) => path)),
];

describe('the language server', () => {
  test('has its rules and its protocol in the engine', () => {
    const engine = modulesOf(ENGINE);
    for (const wanted of ['server/src/lsp/server.ts', 'server/src/rules/all.generated.ts', '/lib/common/server.js'])
      assert.ok(
        engine.some((name) => name.endsWith(wanted)),
        wanted,
      );
  });

  for (const edge of EDGES)
    test(`has no module both in the engine and in ${edge}`, () => {
      const engine = new Set(modulesOf(ENGINE));
      const own = modulesOf(edge);
      assert.ok(own.length > 3, own.join());
      assert.deepEqual(
        own.filter((name) => engine.has(name)),
        [],
      );
    });

  test('has an engine that a browser can load', () => {
    assert.deepEqual(askedBy(ENGINE), ['./rule-docs.json']);
    const places = /\/src\/(?:cli|host|registry)\/|\/lib\/(?:node|browser)\//;
    assert.deepEqual(
      modulesOf(ENGINE).filter((name) => places.test(name)),
      [],
    );
  });

  test('asks for the engine alone in a browser', () =>
    assert.deepEqual(askedBy('dist/server.browser.js'), ['./engine.cjs']));
});
