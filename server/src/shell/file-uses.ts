// What a command does with a file it is given: runs it, unpacks it, installs it, makes it executable, gives it another name.
import type { ShellCommand, ShellWord } from './command';
import { runSource } from './interpreters';
import { readArguments } from './options';
import { packageInstallOf } from './packages';

export type FileUse = 'run' | 'unpacked' | 'installed' | 'made executable';

export interface UsedFiles {
  readonly use: FileUse;
  readonly files: readonly ShellWord[];
}

const UNPACKERS: ReadonlySet<string> = new Set([
  'tar',
  'bsdtar',
  'gtar',
  'unzip',
  'bsdcpio',
  'cpio',
  '7z',
  '7za',
  '7zr',
  'jar',
  'unrar',
  'ar',
  'pax',
]);

export function usedFiles(command: ShellCommand): UsedFiles | undefined {
  const { program, name, args } = command;
  if (program === undefined) return undefined;
  if (isUnpacking(command)) return { use: 'unpacked', files: args };
  const run = runSource(command);
  if (run?.kind === 'file') return { use: 'run', files: [run.word] };
  switch (program) {
    case 'chmod':
      return chmodUse(args);
    case 'install':
      return installUse(args);
    case 'java':
      return { use: 'run', files: args.slice(args.findIndex(({ value }) => value === '-jar') + 1).slice(0, 1) };
    case 'dpkg':
    case 'dpkg-deb':
      return dpkgUse(args);
    case 'rpm':
      return args.some(({ value }) => /^-[a-zA-Z]*[iUF]|^--(?:install|upgrade)$/.test(value ?? ''))
        ? { use: 'installed', files: args }
        : undefined;
    default: {
      const install = packageInstallOf(command);
      if (install) return { use: 'installed', files: install.packages.map(({ word }) => word) };
      return name?.text.includes('/') ? { use: 'run', files: [name] } : undefined;
    }
  }
}

/** Whether a command takes an archive apart, from a file or from its input. */
export function isUnpacking({ program, args }: ShellCommand): boolean {
  if (program === undefined || !UNPACKERS.has(program)) return false;
  const [first] = args;
  const mode = first?.value ?? first?.text ?? '';
  if (/tar$/.test(program)) {
    return args.some(
      ({ value = '' }, i) => /^-[a-zA-Z]*x|^--(?:extract|get)$/.test(value) || (i === 0 && /^[a-zA-Z]*x/.test(value)),
    );
  }
  if (program === 'unzip') return !args.some(({ value = '' }) => /^-[a-zA-Z]*[ltvz]/.test(value));
  if (/cpio$/.test(program)) return args.some(({ value = '' }) => /^-[a-zA-Z]*i|^--extract$/.test(value));
  return /^-?[a-z]*x/.test(mode);
}

const ADDS_EXECUTE = /^[ugoa]*[+=][rwst]*[xX]|,[ugoa]*[+=][rwst]*[xX]|^[0-7]*[1357][0-7]{0,2}$/;

function chmodUse(args: readonly ShellWord[]): UsedFiles | undefined {
  const [mode, ...files] = readArguments(args).operands;
  return mode && ADDS_EXECUTE.test(mode.value ?? '') ? { use: 'made executable', files } : undefined;
}

function installUse(args: readonly ShellWord[]): UsedFiles | undefined {
  const table = { short: 'mogtS', long: new Set(['--mode', '--owner', '--group', '--target-directory']) };
  const { options, operands } = readArguments(args, table);
  if (options.some(({ name }) => name === '-d' || name === '--directory')) return undefined;
  const mode = options.find(({ name }) => name === '-m' || name === '--mode')?.value;
  if (mode && !ADDS_EXECUTE.test(mode.value ?? '')) return undefined;
  return { use: 'made executable', files: operands.slice(0, -1) };
}

function dpkgUse(args: readonly ShellWord[]): UsedFiles | undefined {
  const has = (option: RegExp): boolean => args.some(({ value }) => option.test(value ?? ''));
  if (has(/^(?:-[a-zA-Z]*i|--install|--unpack)$/)) return { use: 'installed', files: args };
  return has(/^(?:-x|-X|--extract|--vextract)$/) ? { use: 'unpacked', files: args } : undefined;
}

const MOVERS: ReadonlySet<string> = new Set(['mv', 'cp', 'ln', 'install']);
const DECOMPRESSORS: ReadonlyMap<string, RegExp> = new Map([
  ['gunzip', /\.gz$/],
  ['gzip', /\.gz$/],
  ['bunzip2', /\.bz2$/],
  ['bzip2', /\.bz2$/],
  ['unxz', /\.xz$/],
  ['xz', /\.xz$/],
  ['zstd', /\.zst$/],
]);

/** The new name of a file: what is moved, copied, linked or decompressed. */
export function renamed({
  program = '',
  args,
}: ShellCommand): { from: ShellWord; to?: ShellWord; without?: RegExp } | undefined {
  const isMoving = MOVERS.has(program);
  const without = DECOMPRESSORS.get(program);
  if (!isMoving && !without) return undefined;
  const [from, to, ...more] = readArguments(args, { short: 'mogtS' }).operands;
  if (isMoving) return from && to && more.length === 0 ? { from, to } : undefined;
  return from && { from, without };
}
