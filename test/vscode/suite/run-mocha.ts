// Runs a suite with mocha in whatever extension host it is, and tells of each test.
import type Mocha from 'mocha';
import type { Result } from '../results';
import { takeNotes } from './notes';

/** `load` imports the files with the tests, in the order that they shall run in. */
export async function runMocha(
  mocha: Mocha,
  load: () => Promise<unknown>,
  write: (result: Result) => void,
): Promise<void> {
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await load();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
    runner.on('pass', (test) => write({ title: test.fullTitle(), outcome: 'passed', notes: takeNotes() }));
    runner.on('pending', (test) => write({ title: test.fullTitle(), outcome: 'skipped', notes: takeNotes() }));
    runner.on('fail', (test, { message, stack }) =>
      write({ title: test.fullTitle(), outcome: 'failed', error: stack ?? message, notes: takeNotes() }),
    );
  });
}
