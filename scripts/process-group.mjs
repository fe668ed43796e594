// Children in process groups of their own, so that ending one ends all that it started, and nothing else.
import { spawn } from 'node:child_process';

/**
 * @typedef {object} ProcessGroup
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number>} exited its exit code, 1 when a signal ended it; rejects when it could not be started
 * @property {() => Promise<void>} stop asks it to end, and after five seconds ends it
 */

/**
 * The group ends with this process at the latest.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {ProcessGroup}
 */
export function startGroup(command, args, options) {
  // Windows has no groups; there a detached child would open a console.
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const kill = () => signal(child.pid, 'SIGKILL');
  process.once('exit', kill);
  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  exited.catch(() => {});
  return { child, exited, stop };

  async function stop() {
    signal(child.pid, 'SIGTERM');
    const late = setTimeout(kill, 5000);
    await exited.catch(() => {});
    clearTimeout(late);
    kill();
    process.off('exit', kill);
  }
}

/** @param {number | undefined} leader @param {NodeJS.Signals} name */
function signal(leader, name) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, name);
  } catch {
    // Nobody is left in the group.
  }
}
