// Runs a suite in an extension host that is a process: the results go to the file that the environment names.
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { runMocha } from './run-mocha';

export function runInProcess(load: () => Promise<unknown>): Promise<void> {
  const file = process.env.HULLWRIGHT_RESULTS;
  if (!file) throw new Error('HULLWRIGHT_RESULTS names no file');
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000 });
  return runMocha(mocha, load, (result) => appendFileSync(file, `${JSON.stringify(result)}\n`));
}
