// Whether a command starts the Docker engine where everyone on the network can command it.
import type { ShellCommand, ShellWord } from './command';
import { readArguments } from './options';

/** A TCP address that others than this machine can reach. */
export const isOpenAddress = (address: string): boolean =>
  /^tcp:\/\/(?!(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::|\/|$))/.test(address);

const HOSTS = {
  short: 'HGl',
  long: new Set(['--host', '--config-file', '--data-root', '--storage-driver', '--group', '--log-level']),
};

export const startsDaemon = ({ program, args }: ShellCommand): boolean =>
  program === 'dockerd' ||
  program === 'dockerd-rootless.sh' ||
  program === 'dockerd-entrypoint.sh' ||
  (program === 'docker' && /^(?:daemon|-d|--daemon)$/.test(args[0]?.value ?? ''));

export function openHost(command: ShellCommand): ShellWord | undefined {
  const { args } = command;
  if (!startsDaemon(command)) return undefined;
  if (args.some(({ text, value = text }) => /^--tlsverify(?:=(?!false$|0$)|$)/.test(value))) return undefined;
  const { options } = readArguments(args, HOSTS);
  return options.find(({ name, value }) => (name === '-H' || name === '--host') && isOpenAddress(value?.value ?? ''))
    ?.value;
}
