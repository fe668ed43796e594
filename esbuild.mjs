// Bundles what ships: the client and server for VS Code (desktop and browser), and the command line tool.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CutBundle } from './scripts/cut-bundle.mjs';
import { RuleDocs } from './scripts/rule-docs.mjs';
import { SharedEngine } from './scripts/shared-engine.mjs';

const shared = {
  bundle: true,
  minify: true,
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  mainFields: ['module', 'main'],
};
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs' };
const docs = new RuleDocs();
/** What an audit of Dockerfiles loads, and what it does not. */
const cli = new CutBundle({
  laterBundle: './cli-later.cjs',
  kept: [
    'server/src/cli/audit.ts',
    'server/src/cli/tune-v8.ts',
    'server/src/cli/output.ts',
    'server/src/report/json.ts',
    'server/src/workspace/discover.ts',
    'server/src/version.ts',
  ],
});
/**
 * The language server is three bundles: one edge for Node, one for a browser's worker, and the engine, which both ask for. It is
 * built for a browser, where less is at hand.
 */
const server = new SharedEngine({
  file: './engine.cjs',
  isEdge: (name) =>
    /^server\/src\/(?:(?:cli|host|registry)\/|(?:node|browser|lsp\/node-connection)\.ts$)/.test(name) ||
    /^node_modules\/.*\bvscode-[\w-]+\/lib\/(?:node|browser)\//.test(name),
});
/** A text that is a function's, as `kept-code.ts` runs it. A dynamic import would need a module around it. */
const kept = {
  ...node,
  supported: { 'dynamic-import': false },
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
};
const browser = { ...shared, platform: 'browser', target: 'es2022', format: 'cjs' };

const bundles = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/client.cjs', external: ['vscode'] },
  { ...browser, entryPoints: ['client/src/browser.ts'], outfile: 'dist/client.browser.js', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server.cjs', plugins: [server.plugin] },
  { ...node, entryPoints: ['server/src/cli-start.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...kept, entryPoints: ['server/src/cli.ts'], outfile: 'dist/cli-main.cjs', plugins: [docs.plugin, cli.plugin] },
  { ...browser, entryPoints: ['server/src/browser.ts'], outfile: 'dist/server.browser.js', plugins: [server.plugin] },
];
/** Built of what the others turn out to ask for. */
const laterBundles = () => [
  // It holds nothing that the language server does not.
  { ...kept, ...cli.later(), outfile: 'dist/cli-later.cjs', plugins: [docs.plugin] },
  {
    ...browser,
    ...server.engine(),
    outfile: 'dist/engine.cjs',
    inject: ['server/src/browser-buffer.ts'],
    plugins: [docs.enginePlugin],
  },
];

/** The pages of all rules, by their names: what the client shows of a rule. */
function rulePages() {
  const names = readdirSync('docs/rules').filter((name) => name.endsWith('.md'));
  return JSON.stringify(
    Object.fromEntries(names.map((name) => [name, readFileSync(join('docs/rules', name), 'utf8')])),
  );
}

/**
 * Builds all bundles; answers the metafiles by output, of what each of them holds.
 * @param {import('esbuild').BuildOptions} [options]
 * @returns {Promise<Record<string, import('esbuild').Metafile>>}
 */
export async function buildBundles(options) {
  const built = [];
  for (const step of [() => bundles, laterBundles]) {
    built.push(
      ...(await Promise.all(
        step().map(async (bundle) => [bundle.outfile, (await build({ ...bundle, ...options })).metafile]),
      )),
    );
  }
  return Object.fromEntries(built);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const metafiles = await buildBundles();
  const [name, text] = docs.file();
  writeFileSync(join('dist', name), text);
  writeFileSync(join('dist', 'rule-pages.json'), rulePages());
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'code-cache'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
  for (const [file, { outputs }] of Object.entries(metafiles)) {
    console.log(`${file}  ${Math.round(outputs[file].bytes / 1024)} KB`);
  }
}
