// The configuration that a daemon runs by: daemon.json with the options of its command line, as one.
import { type DaemonFlag, daemonOfFlags, VALUED_FLAGS, VALUED_SHORT_FLAGS } from '../daemon/flags';
import { type DaemonFile, readDaemon, scalarOf } from '../daemon/model';
import type { Answer, HostFiles } from './host-files';

export const DAEMON_JSON = '/etc/docker/daemon.json';

export interface RunningDaemon {
  readonly json: Answer<DaemonFile>;
  /** Of the process; undefined where none is seen. */
  readonly command: readonly string[] | undefined;
  /** Both. Places below the lines of the file are those of the command line. */
  readonly merged: DaemonFile;
}

export function runningDaemon(files: HostFiles): RunningDaemon {
  const command = commandOf(files);
  const path = flagsIn(command ?? []).findLast(({ name }) => name === '--config-file')?.value ?? DAEMON_JSON;
  const text = files.text(path);
  const json = 'value' in text ? { value: readDaemon(text.value) } : text;
  const file = 'value' in json ? json.value : readDaemon('{}');
  const flags = flagsIn(command ?? [], file.lines.length);
  const place = at(file.lines.length, 0);
  const own = daemonOfFlags(flags, place, file.lines).root?.properties ?? [];
  const range = file.root?.range ?? place;
  const properties = [...(file.root?.properties ?? []), ...own];
  return { json, command, merged: { ...file, root: { kind: 'object', range, properties } } };
}

export const textAt = (daemon: DaemonFile, key: string): string | undefined => {
  const value = scalarOf(daemon, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const at = (line: number, character: number): DaemonFlag['range'] => ({
  start: { line, character },
  end: { line, character: character + 1 },
});

function commandOf(files: HostFiles): string[] | undefined {
  const processes = files.names('/proc');
  if (!('value' in processes)) return undefined;
  for (const name of processes.value) {
    if (!/^\d+$/.test(name)) continue;
    const answer = files.text(`/proc/${name}/cmdline`);
    if (!('value' in answer)) continue;
    const words = answer.value.replace(/\0$/, '').split('\0');
    if (/(?:^|\/)dockerd$/.test(words[0] ?? '')) return words;
  }
  return undefined;
}

/** Each at a column of its own, on a line below the file. */
function flagsIn(command: readonly string[], line = 0): DaemonFlag[] {
  const flags: DaemonFlag[] = [];
  for (let i = 1; i < command.length; i++) {
    const word = command[i] ?? '';
    const range = at(line, i);
    const [, long, said] = /^(--[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const [, letter = '', glued = ''] = /^-(\w)=?(.*)$/s.exec(word) ?? [];
    if (long !== undefined) {
      const value = said ?? (VALUED_FLAGS.has(long) ? command[++i] : undefined);
      flags.push({ name: long, value, range, valueRange: range });
    } else if (letter !== '') {
      const value = VALUED_SHORT_FLAGS.includes(letter) ? glued || command[++i] : undefined;
      flags.push({ name: `-${letter}`, value, range, valueRange: range });
    }
  }
  return flags;
}
