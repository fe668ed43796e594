// A copy of this repository to let scripts write into.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', '.git', '.cache', 'out', 'dist', 'hullwright.vsix']);

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Checkout {
  readonly root: string;
  /** Runs Node in the copy. */
  node(...args: readonly string[]): Run;
  remove(): void;
}

export function copyOfRepository(): Checkout {
  const here = resolve('.');
  // In a folder of its own: beside a checkout may be a corpus.
  const home = mkdtempSync(join(tmpdir(), 'hullwright-checkout-'));
  const root = join(home, 'main');
  const isWanted = (path: string): boolean => dirname(path) !== here || !LEFT_OUT.has(basename(path));
  cpSync(here, root, { recursive: true, filter: isWanted });
  symlinkSync(join(here, 'node_modules'), join(root, 'node_modules'), 'junction');
  return {
    root,
    node: (...args) => runNode(root, args),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

export function runNode(cwd: string, args: readonly string[]): Run {
  // A test runner inside a test runner would answer to the outer one.
  const { NODE_TEST_CONTEXT: _, UPDATE: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}
