// Bundles what ships: the client and server for VS Code (desktop and browser), and the command line tool.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CutBundle } from './scripts/cut-bundle.mjs';
import { RuleDocs } from './scripts/rule-docs.mjs';

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
/** A text that is a function's, as `kept-code.ts` runs it. A dynamic import would need a module around it. */
const kept = {
  ...node,
  supported: { 'dynamic-import': false },
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
};
const browser = { ...shared, platform: 'browser', target: 'es2022', format: 'iife' };

export const bundles = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/client.cjs', external: ['vscode'] },
  {
    ...browser,
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/client.browser.js',
    format: 'cjs',
    external: ['vscode'],
  },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server.cjs', plugins: [docs.plugin] },
  { ...node, entryPoints: ['server/src/cli-start.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...kept, entryPoints: ['server/src/cli.ts'], outfile: 'dist/cli-main.cjs', plugins: [docs.plugin, cli.plugin] },
  {
    ...browser,
    entryPoints: ['server/src/browser.ts'],
    outfile: 'dist/server.browser.js',
    inject: ['server/src/browser-buffer.ts'],
    plugins: [docs.browserPlugin],
  },
];

/** The pages of all rules, by their names: what the client shows of a rule. */
function rulePages() {
  const names = readdirSync('docs/rules').filter((name) => name.endsWith('.md'));
  return JSON.stringify(
    Object.fromEntries(names.map((name) => [name, readFileSync(join('docs/rules', name), 'utf8')])),
  );
}

/** Builds everything; answers the metafiles by output, for tests of what a bundle holds. */
export async function buildAll() {
  const results = await Promise.all(bundles.map((options) => build(options)));
  // It holds nothing that the language server does not.
  const later = { ...kept, ...cli.later(), outfile: 'dist/cli-later.cjs', plugins: [docs.plugin] };
  results.push(await build(later));
  const [name, text] = docs.file();
  writeFileSync(join('dist', name), text);
  writeFileSync(join('dist', 'rule-pages.json'), rulePages());
  return Object.fromEntries([...bundles, later].map(({ outfile }, i) => [outfile, results[i].metafile]));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const metafiles = await buildAll();
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'code-cache'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  for (const [file, { outputs }] of Object.entries(metafiles)) {
    console.log(`${file}  ${Math.round(outputs[file].bytes / 1024)} KB`);
  }
}
