// Packages that a command fetches from an address and installs, without a digest and without a repository's signature.
import type { ShellCommand, ShellWord } from './command';
import { packageInstallOf } from './packages';

/** Programs that {@link installedAddresses} knows. */
export const URL_INSTALLERS: ReadonlySet<string> = new Set([
  'rpm',
  'yum',
  'dnf',
  'dnf5',
  'microdnf',
  'tdnf',
  'pip',
  'pip2',
  'pip3',
  'uv',
  'python',
  'python2',
  'python3',
  'npm',
  'yarn',
  'pnpm',
  'apt',
  'apt-get',
]);

const NONE: readonly ShellWord[] = [];
const INSTALLS_RPM = /^-[a-zA-Z]*[iUF]|^--(?:install|upgrade|freshen)$/;
/** A fragment holds the digest; a repository is cloned, which is another matter. */
const isChecked = (text: string): boolean => /#(?:.*&)?sha(?:256|384|512)=/.test(text) || /\.git(?:[@#]|$)/.test(text);

export function installedAddresses(command: ShellCommand): readonly ShellWord[] {
  const { program, args } = command;
  if (!args.some(({ text }) => MAY_BE_ADDRESS.test(text))) return NONE;
  if (program === 'rpm') {
    if (!args.some(({ value = '' }) => INSTALLS_RPM.test(value)) || args.some(({ value }) => value === '--import'))
      return NONE;
    return args.filter(({ text }) => !text.startsWith('-'));
  }
  const install = packageInstallOf(command);
  if (!install || args.some(({ text }) => /localpkg_gpgcheck=(?:1|true)|^--require-hashes$/.test(text))) return NONE;
  const kept = args.filter(({ text }, i) => /^["']?\$/.test(text) && !args[i - 1]?.text.startsWith('-'));
  const words = [...install.packages.map(({ word }) => word), ...kept];
  return words.filter(({ text }) => !isChecked(text));
}

const MAY_BE_ADDRESS = /:\/\/|^["']?\$/;
