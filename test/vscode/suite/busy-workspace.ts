// The entry for a workspace with many files.
import { runInProcess } from './run-in-process';

export const run = (): Promise<void> => runInProcess(() => import('./busy'));
