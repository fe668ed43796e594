// Runs the suite in a real VS Code and drives its visible workbench; each of their steps is a test here.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { longDockerfile } from '../../scripts/bench/input';
import { findChromium, isComplete } from '../../scripts/chromium.mjs';
import { CORPUS, readCorpus } from '../../scripts/corpus/files';
import { hostName, hostPlatform, installHost, isHostSupported } from '../../scripts/vscode-host.mjs';
import { startServer } from '../../scripts/vscode-server.mjs';
import { missingRegistry } from '../registry/docker-registry';
import { copyOfRepository } from '../scripts/checkout';
import { needsShared } from '../support/shared';
import { steps } from './drive';
import { composeSteps } from './drive-compose';
import { downloadDesktop, runInCodeServer, runInDesktop, type SuiteRun } from './host';
import { registryFor } from './registry';
import { RESULTS_NAME, readResults } from './results';
import { openWorkbench } from './workbench';

const extension = process.cwd();
const chromium = findChromium();
const report = (line: string) => console.log(line);
const unsupported = isHostSupported() ? undefined : `${hostName} runs on ${hostPlatform} only`;
const noCodeServer = chromium ? unsupported : 'Chromium is not installed';

test('in the extension host of a real VS Code', { timeout: 15 * 60_000 }, async (t) => {
  const run = prepareSuite(t, 'index.cjs', 'workspace', await registryFor(t));
  const desktop = await downloadDesktop();
  if ('unavailable' in desktop) {
    if (noCodeServer) return skipOrFail(t, `${desktop.unavailable}; ${noCodeServer}`);
    report(`VS Code: ${hostName} (${desktop.unavailable})`);
  } else {
    report(`VS Code: ${desktop.executable}`);
  }
  const code =
    'unavailable' in desktop ? await runInCodeServer(run, report) : await runInDesktop(desktop.executable, run);
  await retell(t, run, code);
});

test('in a workspace that is not trusted', { timeout: 15 * 60_000 }, async (t) => {
  if (noCodeServer) return skipOrFail(t, noCodeServer);
  const run = { ...prepareSuite(t, 'restricted.cjs', 'restricted'), trust: 'restricted' } as const;
  await retell(t, run, await runInCodeServer(run, report));
});

test('in a workspace with many files', { timeout: 15 * 60_000, skip: needsShared }, async (t) => {
  if (noCodeServer) return skipOrFail(t, noCodeServer);
  const run = prepareSuite(t, 'busy-workspace.cjs', 'workspace');
  cpSync(CORPUS, join(run.folder, 'corpus'), { recursive: true });
  const text = longDockerfile(await readCorpus(CORPUS), 1_000);
  writeFileSync(join(run.folder, 'long.Dockerfile'), `${text}FROM alpine:3.20\nUSER nobody\n`);
  await retell(t, run, await runInCodeServer(run, report));
});

test("in a browser's extension host", { timeout: 15 * 60_000 }, async (t) => {
  if (noCodeServer) return skipOrFail(t, noCodeServer);
  const run = { ...prepareSuite(t, 'web.js', 'workspace'), kind: 'web' } as const;
  await retell(t, run, await runInCodeServer(run, report));
});

test('in the visible workbench, installed from its package', { timeout: 15 * 60_000 }, async (t) => {
  if (noCodeServer || !chromium) return skipOrFail(t, noCodeServer ?? '');
  const home = newFolder();
  const folder = join(home, 'shop');
  cpSync('test/vscode/drive', folder, { recursive: true });
  const registry = await registryFor(t);
  const base = `${registry ?? 'registry.invalid'}/acme`;
  mkdirSync(join(folder, 'tools'));
  writeFileSync(
    join(folder, 'tools', 'Dockerfile'),
    `FROM ${base}/build:3 AS build\nRUN make\n\nFROM ${base}/base:1.2\nCOPY --from=build /out /opt/tools\nUSER app\n`,
  );
  const stack = join(home, 'stack');
  cpSync('test/vscode/drive-compose', stack, { recursive: true });
  pretendDaemon(t);
  const failures = resolve('out/screenshots');
  const shots = process.env.UPDATE_SCREENSHOTS ? resolve('media/screenshots') : failures;
  rmSync(failures, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });

  const server = await startServer({
    host: await installHost(report),
    home,
    extension: packageIn(home),
    env: { XDG_CACHE_HOME: join(home, 'cache') },
  });
  t.after(() => server.stop());
  // The other one ends in another theme.
  const walks = [
    { folder: stack, steps: composeSteps },
    { folder, steps },
  ];
  for (const walk of walks) {
    const workbench = await openWorkbench({ executable: chromium, port: server.port, folder: walk.folder });
    t.after(() => workbench.close());
    let hasFailed = false;
    for (const { name, does, needs, act } of walk.steps) {
      const missing = needs === 'registry' && !registry && missingRegistry;
      await t.test(does, { skip: missing || (hasFailed && 'a step before it failed') }, async () => {
        try {
          await act(workbench.page);
          await workbench.page.screenshot({ path: join(shots, `${name}.png`) });
        } catch (error) {
          hasFailed = true;
          await workbench.page.screenshot({ path: join(failures, `${name}.failed.png`) });
          throw error;
        }
      });
    }
    await workbench.close();
  }
  // What is registered last goes last: nothing writes into it any more.
  removedAfter(t, home);
});

function prepareSuite(t: TestContext, entry: string, workspace: string, registry = ''): SuiteRun {
  const home = temporaryFolder(t);
  const folder = join(home, 'workspace');
  cpSync(join('test/vscode', workspace), folder, { recursive: true });
  const results = join(home, RESULTS_NAME);
  writeFileSync(results, '');
  const environment = {
    HULLWRIGHT_RESULTS: results,
    HULLWRIGHT_GOLDENS: resolve('test/vscode/goldens'),
    HULLWRIGHT_UPDATE: process.env.UPDATE ?? '',
    HULLWRIGHT_REGISTRY: registry,
    XDG_CACHE_HOME: join(home, 'cache'),
  };
  return { home, folder, extension, tests: resolve('out/vscode-suite', entry), environment, chromium };
}

/** Each result as a test of its own. */
async function retell(t: TestContext, { environment }: SuiteRun, code: number): Promise<void> {
  const results = readResults(environment.HULLWRIGHT_RESULTS);
  for (const { title, outcome, error, notes = [] } of results) {
    for (const line of notes) t.diagnostic(`${title}: ${line}`);
    await t.test(title, { skip: outcome === 'skipped' }, () => {
      if (outcome === 'failed') assert.fail(error);
    });
  }
  assert.ok(
    results.some(({ outcome }) => outcome !== 'failed'),
    'at least one test passed, or said why it did not run',
  );
  assert.equal(code, 0, 'the suite ended well');
}

/** A process that looks as Docker's does, so that this machine is a Docker host. It ends with this one at the latest. */
function pretendDaemon(t: TestContext): void {
  const does = ['-e', 'process.stdin.resume()', '--', '-H', 'tcp://0.0.0.0:2375'];
  const daemon = spawn(process.execPath, does, { argv0: 'dockerd', stdio: ['pipe', 'ignore', 'ignore'] });
  t.after(() => daemon.kill());
}

/** Written from a copy: other tests run what is built here. */
function packageIn(home: string): string {
  const checkout = copyOfRepository();
  try {
    const path = join(home, 'hullwright.vsix');
    const { status, stdout, stderr } = checkout.node('scripts/package.mjs', path);
    assert.equal(status, 0, stdout + stderr);
    return path;
  } finally {
    checkout.remove();
  }
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'hullwright-vscode-'));

/** When the test has passed; a failed one's is kept, for its log. */
const removedAfter = (t: TestContext, folder: string): void =>
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

function temporaryFolder(t: TestContext): string {
  const folder = newFolder();
  removedAfter(t, folder);
  return folder;
}

function skipOrFail(t: TestContext, reason: string): void {
  assert.ok(!isComplete, reason);
  t.skip(reason);
}
