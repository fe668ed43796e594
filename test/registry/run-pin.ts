// `hullwright pin` and `hullwright image` as processes of their own, so that servers of the test can answer them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Run } from '../cli/run-cli';

const CLI = resolve('dist', 'cli.cjs');

export const pin = (folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Run> =>
  runIn(folder, ['pin', ...args], env);

export const image = (folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> =>
  runIn(folder, ['image', ...args], env);

/** Without this machine's proxies and logins; cache and logins are in the folder. */
async function runIn(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const own = Object.entries(process.env).filter(([name]) => !/proxy|^DOCKER|^REGISTRY|^XDG|COLOR/i.test(name));
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(own),
      XDG_CACHE_HOME: join(folder, '.cache'),
      XDG_CONFIG_HOME: join(folder, '.config'),
      DOCKER_CONFIG: join(folder, '.docker'),
      ...env,
    },
  });
  const pieces = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    pieces.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    pieces.err += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...pieces };
}
