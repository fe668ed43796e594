// The owners that a command gives to files: chown, chgrp, install -o and -g.
import type { ShellCommand, ShellWord } from './command';
import { type OptionTable, readArguments } from './options';

export interface OwnerSet {
  readonly program: 'chown' | 'chgrp' | 'install';
  /** `user`, `user:group`, `:group` as chown has it; a user or a group for the others. Undefined for `install -g` alone. */
  readonly owner?: ShellWord;
  /** Of chgrp and `install -g`. */
  readonly group?: ShellWord;
  readonly targets: readonly ShellWord[];
  readonly isRecursive: boolean;
}

const CHOWN: OptionTable = { long: new Set(['--from', '--reference']) };
const INSTALL: OptionTable = {
  short: 'gmotS',
  long: new Set(['--mode', '--owner', '--group', '--target-directory', '--suffix']),
};
const RECURSIVE = /^(?:-R|--recursive)$/;

export function ownerSet({ program, args }: ShellCommand): OwnerSet | undefined {
  if (program === 'install') return installed(args);
  if (program !== 'chown' && program !== 'chgrp') return undefined;
  const { options, operands } = readArguments(args, CHOWN);
  if (options.some(({ name }) => name === '--reference')) return undefined;
  const [given, ...targets] = operands;
  const isRecursive = options.some(({ name }) => RECURSIVE.test(name));
  if (!given) return undefined;
  return program === 'chown'
    ? { program, owner: given, targets, isRecursive }
    : { program, group: given, targets, isRecursive };
}

function installed(args: readonly ShellWord[]): OwnerSet | undefined {
  const { options, operands } = readArguments(args, INSTALL);
  const owner = options.findLast(({ name }) => name === '-o' || name === '--owner')?.value;
  const group = options.findLast(({ name }) => name === '-g' || name === '--group')?.value;
  const makesFolders = options.some(({ name }) => name === '-d' || name === '--directory');
  const intoFolder = options.findLast(({ name }) => name === '-t' || name === '--target-directory')?.value;
  if (!owner && !group) return undefined;
  const targets = makesFolders ? operands : intoFolder ? [intoFolder] : operands.slice(-1);
  return { program: 'install', owner, group, targets, isRecursive: false };
}
