// Whether a command may install packages in a way that nobody can see from outside: scripts, other installers.
import type { ShellCommand } from './command';
import { isShell } from './nested';
import { packageCommandOf } from './packages';

const INSTALLERS =
  /install|^(?:make|ansible.*|puppet|chef.*|perl|ruby|node|dpkg|tasksel|gdebi|mk-build-deps|rosdep|playwright|npx|nala|apt-fast|unminimize|debootstrap|source|\.)$|\.(?:sh|py|pl|rb)$/;

export function mayInstall(command: ShellCommand): boolean {
  const { program, name, args } = command;
  if (!name) return false;
  if (program === undefined || isShell(program) || INSTALLERS.test(program)) return true;
  if (args.some(({ value }) => value !== undefined && /^(?:install|install-deps|--with-deps)$/.test(value)))
    return true;
  if (packageCommandOf(command)) return false;
  return /^python/.test(program) || (/^(?:\.|\$)/.test(name.text) && name.text.includes('/'));
}
