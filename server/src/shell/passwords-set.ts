// Passwords that a command gives to accounts: chpasswd, passwd, newusers, useradd and usermod with -p.
import type { ShellCommand, ShellWord } from './command';
import { type Option, readArguments } from './options';
import type { Part } from './weakness';

export interface PasswordSet {
  readonly kind: 'set' | 'empty' | 'taken away';
  /** Who gets it, as far as that is written. */
  readonly account?: string;
  /** The option that says so; without one it comes from the input. */
  readonly option?: Option;
  readonly part: Part;
}

export const SETS_PASSWORDS: readonly string[] = ['chpasswd', 'newusers', 'passwd', 'useradd', 'usermod'];

const USER_OPTIONS = {
  short: 'bcdefgGkKpRPsuZl',
  long: new Set(['--password', '--uid', '--gid', '--groups', '--shell', '--home']),
};
const USERADD_OPTIONS = { ...USER_OPTIONS, short: 'bcdefgGkKpRPsuZ' };
/** What no password matches. */
const LOCKED = /^[!*x]/;

export function passwordSet(command: ShellCommand): PasswordSet | undefined {
  switch (command.program) {
    case 'chpasswd':
    case 'newusers':
      return byInput(command);
    case 'passwd':
      return byPasswd(command);
    case 'useradd':
      return byOption(command, USERADD_OPTIONS);
    case 'usermod':
      return byOption(command, USER_OPTIONS);
    default:
      return undefined;
  }
}

function byInput(command: ShellCommand): PasswordSet | undefined {
  const { redirects, inputs, args, program } = command;
  const reads = redirects.find(({ operator, descriptor = 0 }) => descriptor === 0 && operator.startsWith('<'));
  const isFile = program === 'newusers' && args.some(({ text }) => !text.startsWith('-'));
  if (!reads && inputs.length === 0 && !isFile) return undefined;
  if (isMounted(reads?.target)) return undefined;
  const said = inputs.flatMap(({ program: by, args: words }) => (by === 'echo' || by === 'printf' ? words : []));
  const [, account, password] = /^([a-z_][\w.-]*):(.*)$/i.exec(said.at(-1)?.value ?? '') ?? [];
  return { kind: password === '' ? 'empty' : 'set', account, part: nameOf(command) };
}

function byPasswd(command: ShellCommand): PasswordSet | undefined {
  const { options, operands } = readArguments(command.args, { short: 'inwxrR' });
  const account = operands[0]?.value ?? (operands.length === 0 ? 'root' : undefined);
  const deletes = options.find(({ name }) => name === '-d' || name === '--delete');
  if (deletes) return { kind: 'taken away', account, option: deletes, part: deletes };
  if (options.some(({ name }) => /^-(?:[luSei]|-lock|-unlock|-status|-expire|-help)$/.test(name))) return undefined;
  const reads = command.redirects.some(({ operator }) => operator.startsWith('<'));
  return command.inputs.length > 0 || reads ? { kind: 'set', account, part: nameOf(command) } : undefined;
}

function byOption(command: ShellCommand, table: typeof USER_OPTIONS): PasswordSet | undefined {
  const { options, operands } = readArguments(command.args, table);
  const option = options.findLast(({ name }) => name === '-p' || name === '--password');
  if (!option?.value || LOCKED.test(option.value.value ?? '')) return undefined;
  const kind = option.value.value === '' ? 'empty' : 'set';
  const end = command.args[option.lastIndex]?.end ?? option.end;
  return { kind, account: operands[0]?.value, option, part: { start: option.start, end } };
}

const nameOf = ({ name, start, end }: ShellCommand): Part => name ?? { start, end };
const isMounted = (file: ShellWord | undefined): boolean => file?.value?.startsWith('/run/secrets/') === true;

const RANDOM: ReadonlySet<string> = new Set(['pwgen', 'apg', 'uuidgen', 'makepasswd', 'mcookie', 'xkcdpass']);

/** Whether a command makes what nobody knows. */
export const makesRandom = ({ program = '', args, redirects }: ShellCommand): boolean =>
  RANDOM.has(program) ||
  (program === 'openssl' && args[0]?.value === 'rand') ||
  args.some(({ value = '' }) => /\/dev\/u?random|random\/uuid/.test(value)) ||
  redirects.some(({ target }) => /\/dev\/u?random/.test(target?.value ?? ''));
