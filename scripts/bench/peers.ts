// The language servers that we compare with: from npm, each in the cache in a folder of its own, none of it in ours.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch, env, execPath, platform, stderr } from 'node:process';
import { cacheFolder } from '../vscode-host.mjs';
import { EDITS } from './latency';
import type { Server } from './lsp-client';

export interface Peer {
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  /** The only one it is made for, as `platform` and `arch` say it. */
  readonly system?: string;
  /** Below `node_modules`. */
  readonly entry: string;
  /** It is a script for Node, or a program. */
  readonly runs: 'node' | 'itself';
  readonly edits: number;
  /** Our median at most this share of its. */
  readonly share: number;
}

export const PEERS: readonly Peer[] = [
  {
    name: 'dockerfile-language-server-nodejs',
    packageName: 'dockerfile-language-server-nodejs',
    version: '0.15.0',
    entry: 'dockerfile-language-server-nodejs/bin/docker-langserver',
    runs: 'node',
    edits: EDITS,
    share: 1 / 2,
  },
  {
    name: 'tally',
    packageName: '@wharflab/tally-linux-x64',
    version: '0.45.0',
    system: 'linux-x64',
    entry: '@wharflab/tally-linux-x64/bin/tally',
    runs: 'itself',
    // It takes half a second for one.
    edits: 20,
    share: 1 / 100,
  },
];

export type Installed = { readonly server: Server } | { readonly skipped: string };

/** Once; later from the cache. */
export function install({ packageName, version, system, entry, runs }: Peer): Installed {
  if (system !== undefined && system !== `${platform}-${arch}`) return { skipped: `it is for ${system} only` };
  const folder = join(cacheFolder(), 'bench-peers', `${packageName.replace('/', '-')}-${version}`);
  const stamp = join(folder, '.complete');
  if (!existsSync(stamp)) {
    stderr.write(`Installing ${packageName} ${version}, once, into ${folder}\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const problem = npmInstall(folder, `${packageName}@${version}`);
    if (problem !== undefined) return { skipped: problem };
    writeFileSync(stamp, '');
  }
  const program = join(folder, 'node_modules', entry);
  // Nothing that would tell it of a proxy, of CI or of a configuration of its own.
  const { PATH, HOME } = env;
  const common = { stderr: 'ignore', configuration: {}, env: { PATH, HOME } } as const;
  return {
    server:
      runs === 'node'
        ? { ...common, file: execPath, args: [program, '--stdio'] }
        : { ...common, file: program, args: ['lsp', '--stdio'] },
  };
}

/** Why it could not. */
function npmInstall(folder: string, what: string): string | undefined {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=0'];
  const { status, error, stderr } = spawnSync('npm', ['install', '--save-exact', ...quiet, what], {
    cwd: folder,
    // Under `npm run` the environment says that the project is ours.
    env: { ...env, npm_config_local_prefix: folder },
    shell: platform === 'win32',
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  const [, code] = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr ?? '') ?? [];
  return `npm could not install it: ${code ?? error?.message ?? `exit code ${status}`}`;
}
