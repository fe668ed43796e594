// The paths of files that a command writes, whatever their content: redirects, tee, copies, downloads, keys that are made.
import type { ShellCommand, ShellWord } from './command';
import { downloadsOf, sendsOutput } from './downloads';
import { type OptionTable, readArguments, tailOf } from './options';

const COPIES: OptionTable = { short: 'mogtS', long: new Set(['--mode', '--owner', '--group', '--target-directory']) };

/** Each as it is written. A folder that something is copied into counts as the file in it where the name is known. */
export function filesMade(command: ShellCommand): readonly ShellWord[] {
  const { program = '', args, redirects } = command;
  const sent = redirects.flatMap((redirect) => (sendsOutput(redirect) && redirect.target ? [redirect.target] : []));
  switch (program) {
    case 'tee':
      return [...sent, ...readArguments(args).operands];
    case 'cp':
    case 'mv':
    case 'install':
      return copied(args);
    case 'curl':
    case 'wget':
      return [
        ...sent,
        ...downloadsOf(command).flatMap(({ destination }) => (destination.kind === 'file' ? destination.path : [])),
      ];
    case 'dd':
      return args.filter(({ text }) => text.startsWith('of=')).map((word) => tailOf(word, 'of='.length));
    case 'openssl':
      return [...sent, ...behind(args, /^-(?:key)?out$/)];
    case 'ssh-keygen':
      return behind(args, /^-f$/);
    case 'keytool':
      return behind(args, /^-keystore$/);
    default:
      return sent;
  }
}

function copied(args: readonly ShellWord[]): ShellWord[] {
  const { options, operands } = readArguments(args, COPIES);
  const isFolder = options.some(({ name }) => name === '-t' || name === '--target-directory' || name === '-d');
  const target = operands.at(-1);
  return isFolder || !target || operands.length < 2 ? [] : [target];
}

const behind = (args: readonly ShellWord[], option: RegExp): ShellWord[] =>
  args.flatMap((_, i) => (option.test(args[i - 1]?.value ?? '') ? (args[i] ?? []) : []));
