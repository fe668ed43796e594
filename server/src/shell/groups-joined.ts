// Users that a command puts into further groups: useradd and usermod with -G, gpasswd -a, adduser and addgroup with two names.
import type { ShellCommand, ShellWord } from './command';
import { readArguments } from './options';

export interface GroupsJoined {
  readonly user: ShellWord;
  readonly groups: ShellWord;
}

export const JOINS_GROUPS: readonly string[] = ['useradd', 'usermod', 'gpasswd', 'adduser', 'addgroup'];

const long = (names: string): ReadonlySet<string> => new Set(names.split(' ').map((name) => `--${name}`));
const USERADD = {
  short: 'bcdefgGkKpRPsuZ',
  long: long('groups gid uid shell home-dir comment password base-dir skel'),
};

export function groupsJoined({ program, args }: ShellCommand): GroupsJoined | undefined {
  switch (program) {
    case 'useradd':
    case 'usermod': {
      const { options, operands } = readArguments(
        args,
        program === 'usermod' ? { ...USERADD, short: `${USERADD.short}l` } : USERADD,
      );
      const groups = options.findLast(({ name }) => name === '-G' || name === '--groups')?.value;
      return groups && operands[0] && { user: operands[0], groups };
    }
    case 'gpasswd': {
      const { options, operands } = readArguments(args, { short: 'adMA', long: long('add delete') });
      const user = options.findLast(({ name }) => name === '-a' || name === '--add')?.value;
      return user && operands[0] && { user, groups: operands[0] };
    }
    case 'adduser':
    case 'addgroup': {
      const { operands } = readArguments(args, {
        short: 'hgsGuk',
        long: long('home gid ingroup shell uid gecos conf firstuid lastuid comment'),
      });
      const [user, groups, ...more] = operands;
      return user && groups && more.length === 0 ? { user, groups } : undefined;
    }
    default:
      return undefined;
  }
}
