// Opens the workbench of a running code-server in headless Chromium.
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export interface WorkbenchOptions {
  /** Chromium's path. */
  readonly executable: string;
  readonly port: number;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** Loads an extension from its folder and calls the `run()` of a module in its extension host. Absolute paths. */
  readonly suite?: { readonly extension: string; readonly tests: string; readonly kind?: 'web' };
}

export interface Workbench {
  readonly page: Page;
  /** Settles when the tests have run: 0 when they passed. */
  readonly exited: Promise<number>;
  close(): Promise<void>;
}

const quiet = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const browser = await chromium.launch({ executablePath: options.executable, args: quiet });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await allowLoopbackOnly(context);
    const page = await context.newPage();
    // The workbench calls it when `run()` has settled.
    const exited = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.goto(addressOf(options));
    return { page, exited, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function allowLoopbackOnly(context: BrowserContext): Promise<void> {
  await context.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    return !protocol.startsWith('http') || hostname === '127.0.0.1' ? route.continue() : route.abort();
  });
}

function addressOf({ port, folder, suite }: WorkbenchOptions): string {
  const authority = `127.0.0.1:${port}`;
  const query = [`folder=${encodeURIComponent(folder)}`];
  if (suite) {
    const payload = [
      ['extensionDevelopmentPath', `vscode-remote://${authority}${suite.extension}`],
      ['extensionTestsPath', `vscode-remote://${authority}${suite.tests}`],
      ...(suite.kind ? [['extensionDevelopmentKind', suite.kind]] : []),
      ['skipWelcome', 'true'],
    ];
    query.push(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  }
  return `http://${authority}/?${query.join('&')}`;
}
