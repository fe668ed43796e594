// Users and groups that a command makes: useradd, adduser, groupadd, addgroup, of shadow, Debian and BusyBox.
import type { ShellCommand, ShellWord } from './command';
import { type Option, type OptionTable, readArguments } from './options';

export interface AccountMade {
  readonly kind: 'user' | 'group';
  readonly name: ShellWord;
  /** The number, where one is given. */
  readonly id?: ShellWord;
  /** The group of a user, where one is given. */
  readonly group?: ShellWord;
  /** The program that a user logs in with, where one is given. */
  readonly loginShell?: ShellWord;
  readonly isSystem: boolean;
}

interface Program extends OptionTable {
  readonly kind: AccountMade['kind'];
  /** Names of the options. */
  readonly id: RegExp;
  readonly group?: RegExp;
}

const long = (names: string): ReadonlySet<string> => new Set(names.split(' ').map((name) => `--${name}`));
const SYSTEM = /^(?:-r|-S|--system)$/;
const SHELL = /^(?:-s|--shell)$/;

const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  [
    'useradd',
    {
      kind: 'user',
      short: 'bcdefgGkKpRPsuZ',
      long: long(
        'base-dir comment home-dir home expiredate inactive gid groups skel key password root prefix shell uid selinux-user',
      ),
      id: /^(?:-u|--uid)$/,
      group: /^(?:-g|--gid)$/,
    },
  ],
  [
    'adduser',
    {
      kind: 'user',
      short: 'hgsGuk',
      long: long('home gid ingroup shell uid gecos conf firstuid lastuid comment'),
      id: /^(?:-u|--uid)$/,
      group: /^(?:-G|--ingroup|--gid)$/,
    },
  ],
  [
    'groupadd',
    { kind: 'group', short: 'gKpRPU', long: long('gid key password root prefix users'), id: /^(?:-g|--gid)$/ },
  ],
  ['addgroup', { kind: 'group', short: 'g', long: long('gid conf firstgid lastgid'), id: /^(?:-g|--gid)$/ }],
]);

/** The programs that make users. */
export const MAKES_USERS: readonly string[] = [...PROGRAMS].flatMap(([name, { kind }]) =>
  kind === 'user' ? name : [],
);

/** Undefined for what makes none, and where `adduser user group` only puts one into the other. */
export function accountMade({ program, args }: ShellCommand): AccountMade | undefined {
  const table = program === undefined ? undefined : PROGRAMS.get(program);
  if (!table) return undefined;
  const { options, operands } = readArguments(args, table);
  const [name, second] = operands;
  if (!name || (second && program?.startsWith('add'))) return undefined;
  const given = (option: RegExp | undefined): Option | undefined =>
    option && options.findLast((each) => option.test(each.name) && each.value !== undefined);
  return {
    kind: table.kind,
    name,
    id: given(table.id)?.value,
    group: given(table.group)?.value,
    loginShell: table.kind === 'user' ? given(SHELL)?.value : undefined,
    isSystem: options.some((option) => SYSTEM.test(option.name)),
  };
}
