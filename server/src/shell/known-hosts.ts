// Host keys that large hosts publish on their web pages: what known_hosts must hold.
import type { ShellWord } from './command';
import { readArguments } from './options';

const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI';
/** Ed25519, without what all of them begin with. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['github.com', 'OMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'],
  ['gitlab.com', 'AfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf'],
  ['bitbucket.org', 'IazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO'],
]);

/** The lines of known_hosts for the hosts that ssh-keyscan is asked for. Undefined where one is not known. */
export function publishedHostKeys(args: readonly ShellWord[]): string[] | undefined {
  const { options, operands } = readArguments(args, { short: 'fpTtO' });
  if (operands.length === 0 || options.some(({ name }) => name === '-f' || name === '-p')) return undefined;
  if (options.some(({ name }) => name === '-H')) return undefined; // names are hashed: they would be looked for so
  const lines = operands.flatMap(({ value = '' }) => {
    const key = KEYS.get(value);
    return key === undefined ? [] : [`${value} ${ED25519}${key}`];
  });
  return lines.length === operands.length ? lines : undefined;
}
