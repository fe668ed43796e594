// The distribution project's own registry, run on this machine for a test.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDockerRegistry } from '../../scripts/docker-registry.mjs';

/** Why the tests with it are skipped. */
export const missingRegistry: string | false = hasDockerRegistry() ? false : 'docker-registry is not installed';
export const missingOpenssl: string | false = spawnSync('openssl', ['version']).error
  ? 'openssl is not installed'
  : false;

export interface RunningRegistry {
  /** As image references name it. */
  readonly host: string;
  stop(): Promise<void>;
}

/** `settings` are the registry's own, each under its name in the environment. */
export async function startRegistry(settings: Readonly<Record<string, string>> = {}): Promise<RunningRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-registry-'));
  const configuration = join(folder, 'config.yml');
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  writeFileSync(
    configuration,
    `version: 0.1\nlog: { level: warn }\nstorage: { filesystem: { rootdirectory: ${folder}/data } }\nhttp: { addr: "${host}" }\n`,
  );
  const child = spawn('docker-registry', ['serve', configuration], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  });
  await answering(child, port);
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return { host, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Until it takes connections, or has ended. */
async function answering(child: ChildProcess, port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const outcome = await new Promise((resolve) => {
      socket.once('connect', () => resolve('open'));
      socket.once('error', () => setTimeout(resolve, 20, 'closed'));
    });
    socket.destroy();
    if (outcome === 'open') return;
  }
  throw new Error(`docker-registry does not start: ${child.exitCode ?? 'it takes no connection'}`);
}
