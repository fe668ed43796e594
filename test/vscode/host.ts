// Runs the mocha suite in a real extension host: a downloaded VS Code, or code-server where none can be had.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { cacheFolder, hostName, installHost } from '../../scripts/vscode-host.mjs';
import { startServer } from '../../scripts/vscode-server.mjs';
import type { SuiteEnvironment } from './results';
import { openWorkbench } from './workbench';

export interface SuiteRun {
  /** A folder of our own, for the host's settings and state. */
  readonly home: string;
  readonly folder: string;
  readonly extension: string;
  readonly tests: string;
  readonly environment: SuiteEnvironment;
  readonly chromium: string | undefined;
  /** web: in the worker of the browser. Without it in a process of its own. */
  readonly kind?: 'web';
  /** restricted: nobody says whether the workspace is to be trusted. Without it every one is. */
  readonly trust?: 'restricted';
}

const suiteTimeout = 240_000;
const networkErrors =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|EPIPE|ETIMEDOUT|ERR_SOCKET|CERT_|SELF_SIGNED|UNABLE_TO_)/;

/** The executable of a downloaded VS Code, or why there is none. */
export async function downloadDesktop(): Promise<{ executable: string } | { unavailable: string }> {
  if (process.env.HULLWRIGHT_VSCODE_HOST === 'code-server') return { unavailable: 'HULLWRIGHT_VSCODE_HOST says so' };
  const isHeadless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (isHeadless) return { unavailable: 'this machine has no display' };
  try {
    const cachePath = join(cacheFolder(), 'vscode-test');
    mkdirSync(cachePath, { recursive: true });
    return { executable: await downloadAndUnzipVSCode({ cachePath }) };
  } catch (error) {
    const reason = downloadFailure(error);
    if (reason === undefined) throw error;
    return { unavailable: `the download failed: ${reason}` };
  }
}

/** The reason, if it is the network's; any other error is no reason to run elsewhere. */
function downloadFailure(error: unknown): string | undefined {
  if (error === 'Failed to get JSON') return error;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (networkErrors.test(code)) return code;
  return error.constructor.name === 'TimeoutError' ? error.message : undefined;
}

/**
 * Answers the exit code: 0 when every test passed. Throws when the host could not be run. It trusts every workspace, and
 * knows no other kind.
 */
export async function runInDesktop(executable: string, run: SuiteRun): Promise<number> {
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.tests,
    extensionTestsEnv: run.environment,
    launchArgs: [run.folder, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', run.home],
  });
}

/** The same, in code-server's extension host, with its workbench in headless Chromium. */
export async function runInCodeServer(run: SuiteRun, report: (line: string) => void): Promise<number> {
  if (!run.chromium) throw new Error(`${hostName} needs Chromium to open its workbench in`);
  const host = await installHost(report);
  const { home, trust, kind, environment: env } = run;
  const server = await startServer({ host, home, trust, kind, driver: true, env });
  try {
    const workbench = await openWorkbench({
      executable: run.chromium,
      port: server.port,
      folder: run.folder,
      suite: run,
    });
    try {
      return await Promise.race([
        workbench.exited,
        server.exited.then(() => Promise.reject(new Error(`${hostName} ended (its log: ${server.log})`))),
        timeout(suiteTimeout, `the suite did not end (its log: ${server.log})`),
      ]);
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
}

function timeout(milliseconds: number, message: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(message)), milliseconds).unref();
  });
}
