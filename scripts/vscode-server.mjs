// Starts code-server on the loopback address, with nothing in its workbench that asks, greets or updates.
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startGroup } from './process-group.mjs';

const settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

const restricted = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

// An address can ask for it too (`extensionDevelopmentKind`), which a workbench that is itself in a browser does not heed.
const inWorker = { 'remote.extensionKind': { 'hullwright.hullwright': ['web'] } };

/**
 * @typedef {object} ServerOptions
 * @property {{ node: string, entry: string }} host where it is installed
 * @property {string} home an existing folder for its settings, state and log
 * @property {number} [port] a free one when left out
 * @property {string} [extension] what to install: the folder of an extension, or a package
 * @property {boolean} [driver] let an address name an extension under development and its tests; hides notifications
 * @property {'restricted'} [trust] nobody says whether a folder is to be trusted; without it all are
 * @property {'web'} [kind] the extension runs in a worker of the browser; without it in a process
 * @property {Record<string, string>} [env]
 *
 * @typedef {object} RunningServer
 * @property {number} port
 * @property {string} log the path of its log
 * @property {Promise<number>} exited
 * @property {() => Promise<void>} stop
 */

/**
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ host, home, port = 0, extension, driver = false, trust, kind, env }) {
  mkdirSync(join(home, 'data/User'), { recursive: true });
  const chosen = { ...settings, ...(trust ? restricted : {}), ...(kind ? inWorker : {}) };
  writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify(chosen));
  writeFileSync(join(home, 'config.yaml'), '');
  const extensions = join(home, 'extensions');
  mkdirSync(extensions, { recursive: true });
  if (extension?.endsWith('.vsix')) await installPackage(host, extension, home);
  else if (extension) install(extension, extensions);

  const args = [
    host.entry,
    ...['--config', join(home, 'config.yaml'), '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--user-data-dir', join(home, 'data'), '--extensions-dir', extensions],
    ...['--disable-telemetry', '--disable-update-check', ...(trust ? [] : ['--disable-workspace-trust'])],
    ...['--disable-getting-started-override', '--ignore-last-opened'],
    // A built workbench reads what an address asks it to load only with this.
    ...(driver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const own = { XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'share') };
  const group = startGroup(host.node, args, {
    cwd: home,
    env: { ...outerEnvironment(), ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = join(home, 'server.log');
  try {
    const listening = await portOf(group, log);
    const health = await fetch(`http://127.0.0.1:${listening}/healthz`);
    if (!health.ok) throw new Error(`/healthz answers ${health.status}`);
    return { port: listening, log, exited: group.exited, stop: group.stop };
  } catch (error) {
    await group.stop();
    throw new Error(`code-server did not start (its log: ${log})`, { cause: error });
  }
}

/**
 * Installs an extension from its source: its folders by links, so that a build shows after a reload of the window; its
 * manifest by copy, because VS Code writes into those.
 * @param {string} source
 * @param {string} extensions
 */
function install(source, extensions) {
  const folder = join(extensions, 'hullwright.hullwright-0.0.0');
  mkdirSync(folder);
  copyFileSync(join(source, 'package.json'), join(folder, 'package.json'));
  const manifests = readdirSync(source).filter((name) => /^package\.nls\b.*\.json$/.test(name));
  for (const name of manifests) copyFileSync(join(source, name), join(folder, name));
  for (const name of ['dist', 'docs', 'l10n', 'media', 'schemas', 'syntaxes', 'README.md', 'CHANGELOG.md']) {
    if (existsSync(join(source, name))) symlinkSync(join(source, name), join(folder, name));
  }
}

/**
 * Installs a package as a user does, by the host's own command.
 * @param {{ node: string, entry: string }} host
 * @param {string} path
 * @param {string} home
 */
async function installPackage(host, path, home) {
  const places = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  const args = [host.entry, '--config', join(home, 'config.yaml'), ...places, '--install-extension', path];
  const { child, exited } = startGroup(host.node, args, {
    cwd: home,
    env: outerEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      said += data;
    });
  }
  const code = await exited;
  if (code !== 0) throw new Error(`the package is not installed (${code}): ${said.trim()}`);
}

/**
 * The port that it says it listens on; all that it says goes to the log.
 * @param {import('./process-group.mjs').ProcessGroup} group
 * @param {string} log
 * @returns {Promise<number>}
 */
function portOf({ child, exited }, log) {
  const file = createWriteStream(log);
  child.stderr?.pipe(file, { end: false });
  child.stdout?.pipe(file, { end: false });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data) => {
      text += data;
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port) resolve(Number(port));
    });
    exited.then((code) => reject(new Error(`it ended with ${code}: ${text.trim()}`)), reject);
    setTimeout(() => reject(new Error('it did not listen within a minute')), 60_000).unref();
  });
}

/** Without what a VS Code or a Node around us left in it. */
function outerEnvironment() {
  const others = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !others.test(name)));
}
