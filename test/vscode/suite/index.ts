// The entry that the extension host calls: runs the suite with mocha and writes one line a test.
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { Result } from '../results';

export async function run(): Promise<void> {
  const file = process.env.HULLWRIGHT_RESULTS;
  if (!file) throw new Error('HULLWRIGHT_RESULTS names no file');
  const write = (result: Result) => appendFileSync(file, `${JSON.stringify(result)}\n`);

  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // In this order: the first finds the extension not yet active.
  await import('./diagnostics');
  await import('./fixes');
  await import('./silencing');
  await import('./audit');
  await import('./manners');

  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
    runner.on('pass', (test) => write({ title: test.fullTitle(), outcome: 'passed' }));
    runner.on('pending', (test) => write({ title: test.fullTitle(), outcome: 'skipped' }));
    runner.on('fail', (test, { message, stack }) =>
      write({ title: test.fullTitle(), outcome: 'failed', error: stack ?? message }),
    );
  });
}
