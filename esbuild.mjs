// Bundles what ships: the client and server for VS Code (desktop and browser), and the command line tool.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

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
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server.cjs' },
  { ...node, entryPoints: ['server/src/cli-start.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: ['server/src/cli.ts'], outfile: 'dist/cli-main.cjs' },
  {
    ...browser,
    entryPoints: ['server/src/browser.ts'],
    outfile: 'dist/server.browser.js',
    inject: ['server/src/browser-buffer.ts'],
  },
];

/** Builds everything; answers the metafiles by output, for tests of what a bundle holds. */
export async function buildAll() {
  const results = await Promise.all(bundles.map((options) => build(options)));
  return Object.fromEntries(bundles.map((options, i) => [options.outfile, results[i].metafile]));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const metafiles = await buildAll();
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'code-cache'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  for (const [file, { outputs }] of Object.entries(metafiles)) {
    console.log(`${file}  ${Math.round(outputs[file].bytes / 1024)} KB`);
  }
}
