// `hullwright pin` as a process of its own, so that servers of the test can answer it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Run } from '../cli/run-cli';

const CLI = resolve('dist', 'cli.cjs');

/** Without this machine's proxies and logins; cache and logins are in the folder. */
export async function pin(folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const own = Object.entries(process.env).filter(([name]) => !/proxy|^DOCKER|^REGISTRY|^XDG|COLOR/i.test(name));
  const child = spawn(process.execPath, [CLI, 'pin', ...args], {
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
