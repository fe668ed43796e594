// The processes below one, as `ps` tells them.
import { execFileSync } from 'node:child_process';

export interface Child {
  readonly pid: number;
  readonly command: string;
}

export function childrenOf(parent: number): Child[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, above, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(above) === parent && command !== undefined ? [{ pid: Number(pid), command }] : [];
  });
}

/** Our server, which the extension host started. */
export function serverProcess(): Child {
  const servers = childrenOf(process.pid).filter(({ command }) => /dist[\\/]server\.cjs/.test(command));
  const [server] = servers;
  if (!server || servers.length > 1) throw new Error(`${servers.length} servers run`);
  return server;
}
