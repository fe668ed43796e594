// `npm start`: builds, audits `examples/` in the terminal, then opens them in a real VS Code with the extension loaded.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startGroup } from './process-group.mjs';
import { hostPlatform, installHost, isHostSupported } from './vscode-host.mjs';
import { startServer } from './vscode-server.mjs';

const { values: options } = parseArgs({
  options: { 'no-open': { type: 'boolean', default: false }, port: { type: 'string' } },
});
const root = process.cwd();
const examples = resolve('examples');

/** @type {(() => Promise<void>)[]} what to end first when we are asked to end */
const endings = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    for (const end of endings) await end();
    process.exit(0);
  });
}

await run(['esbuild.mjs']);
if (existsSync('dist/cli.cjs')) await run(['dist/cli.cjs', 'audit', 'examples', '--fail-on', 'none']);
if (options['no-open'] || !(await openDesktop())) await openInBrowser();

/** @param {string[]} args Node's; ends this process when it fails */
async function run(args) {
  const status = await startGroup(process.execPath, args, { stdio: 'inherit' }).exited;
  if (status !== 0) process.exit(status);
}

/** Opens the VS Code of this machine, if there is one, in a window that outlives us. */
async function openDesktop() {
  // In a terminal of a remote window `code` can't load an extension from source.
  if (!isOnPath('code') || process.env.VSCODE_IPC_HOOK_CLI) return false;
  const isWindows = process.platform === 'win32';
  const code = spawn('code', [`--extensionDevelopmentPath=${root}`, examples], { stdio: 'inherit', shell: isWindows });
  const status = await new Promise((settle) => code.once('error', () => settle(1)).once('exit', settle));
  if (status !== 0) return false;
  console.log('\nVS Code shows examples/ with Hullwright loaded. Close its window when you are done.');
  return true;
}

async function openInBrowser() {
  if (!isHostSupported()) {
    console.log(
      `\nTo see examples/ in the editor, install VS Code with its \`code\` command, or run this on ${hostPlatform}.`,
    );
    return;
  }
  const host = await installHost((line) => console.log(line));
  const home = mkdtempSync(join(tmpdir(), 'hullwright-start-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const port = options.port === undefined ? await freePort(8787) : Number(options.port);
  const server = await startServer({ host, home, port, extension: root });
  endings.push(server.stop);

  const url = `http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(examples)}`;
  console.log(`\nVS Code with Hullwright: ${url}\nCtrl-C ends it.`);
  if (!options['no-open'] && isOnPath('xdg-open') && (process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) {
    // The browser is the user's own: it is not ours to end.
    spawn('xdg-open', [url], { stdio: 'ignore', detached: true }).unref();
  }
  process.exitCode = await server.exited;
}

/** @param {string} command */
function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/**
 * The wanted port, or 0 (any) when it is taken.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => settle(wanted)));
  });
}
