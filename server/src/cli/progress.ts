// One line on standard error that tells a waiting person how far the work is. Only on a terminal, only after a second.
import { stderr } from 'node:process';
import { visible } from '../report/visible';
import { isErrorTerminal } from './terminal';

export interface Progress {
  /** This is next. */
  step(name: string): void;
  /** Takes the line away; the next step brings it back. */
  clear(): void;
}

const PATIENCE_MS = 1_000;
const INTERVAL_MS = 100;
const silent: Progress = { step: () => {}, clear: () => {} };

export function progress(verb: string, things = 'files'): Progress {
  if (!isErrorTerminal()) return silent;
  let count = 0;
  let isShown = false;
  let next = Date.now() + PATIENCE_MS;
  return {
    step(name) {
      count++;
      const now = Date.now();
      if (now < next) return;
      next = now + INTERVAL_MS;
      const line = `${verb} ${count} ${things}: ${visible(name)}`;
      stderr.write(`\r\x1b[K${[...line].slice(0, Math.max((stderr.columns || 80) - 1, 20)).join('')}`);
      isShown = true;
    },
    clear() {
      if (isShown) stderr.write('\r\x1b[K');
      isShown = false;
    },
  };
}
