// The entry that the extension host calls.
import { runInProcess } from './run-in-process';

export const run = (): Promise<void> =>
  runInProcess(async () => {
    // In this order: the first finds the extension not yet active.
    await import('./diagnostics');
    await import('./fixes');
    await import('./silencing');
    await import('./audit');
    await import('./manners');
    await import('./documents');
    await import('./compose');
    await import('./pins');
    await import('./crash');
  });
