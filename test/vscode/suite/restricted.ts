// The entry for a workspace that is not trusted.
import { runInProcess } from './run-in-process';

export const run = (): Promise<void> => runInProcess(() => import('./restricted-mode'));
