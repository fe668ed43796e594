// What switches the check of package signatures off: options of the package managers.
import type { ShellCommand, ShellWord } from './command';
import { type Option, type OptionTable, readArguments } from './options';
import { isOff, isOn, type Weakness, weakOption, weakValue } from './weakness';

type Reader = (command: ShellCommand) => Weakness[];

/** An option that switches the check off by being there. */
const byName =
  (names: RegExp, table: OptionTable = {}): Reader =>
  (command) =>
    readArguments(command.args, table)
      .options.filter(({ name, value }) => names.test(name) && !isOff(value?.value))
      .map((option) => weakOption(command, option));

const APT: OptionTable = { short: 'otca', long: new Set(['--option', '--target-release', '--config-file']) };
const APT_FLAGS = /^--(?:allow-unauthenticated|force-yes|allow-insecure-repositories|allow-untrusted)$/;

/** `APT::Get::AllowUnauthenticated` and its kin, on the command line and in apt.conf. */
export const APT_SETTING =
  /^(?:apt::get::(?:allowunauthenticated|force-yes)|acquire::(?:allowinsecurerepositories|allowdowngradetoinsecurerepositories)|aptitude::cmdline::ignore-trust-violations)$/i;

/** The lists that `update` fetches know other options: these are for what is installed. */
const apt: Reader = (command) => {
  const { options, operands } = readArguments(command.args, APT);
  const isUpdate = operands[0]?.value === 'update';
  return options.flatMap((option) => {
    const { name, value } = option;
    if (APT_FLAGS.test(name)) {
      const isIdle = isUpdate && name !== '--allow-insecure-repositories';
      if (isIdle || isOff(value?.value)) return [];
      const weak = weakOption(command, option);
      const answers =
        name === '--force-yes' && !options.some((other) => /^(?:-y|--yes|--assume-yes)$/.test(other.name));
      return answers && weak.edit
        ? [{ ...weak, edit: { start: option.start, end: option.end, newText: '-y' } }]
        : [weak];
    }
    if (name !== '-o' && name !== '--option') return [];
    const [key = '', setting] = (value?.value ?? '').replace(/^=/, '').split('=');
    return APT_SETTING.test(key) && isOn(setting) ? [weakOption(command, option, ` ${key}`)] : [];
  });
};

const APK: OptionTable = {
  short: 'Xpt',
  long: new Set(['--repository', '--root', '--virtual', '--keys-dir', '--arch', '--repositories-file', '--cache-dir']),
};

const mayBeFile = ({ value, text }: ShellWord): boolean =>
  !text.includes('://') && (value === undefined || value.endsWith('.apk'));

/** A package file built by hand carries a key that no image knows: there the option is the way to install it. */
const apk: Reader = (command) => {
  const { operands } = readArguments(command.args, APK);
  const [, ...packages] = operands;
  const isLocal = packages.length > 0 && packages.every(mayBeFile);
  return isLocal ? [] : byName(/^--allow-untrusted$/, APK)(command);
};

const DNF: OptionTable = { short: 'cRdex', long: new Set(['--setopt', '--set']) };

const dnf: Reader = (command) => {
  const { options, operands } = readArguments(command.args, DNF);
  return [...options.flatMap((option) => dnfOption(command, option)), ...dnfSettings(operands)];
};

function dnfOption(command: ShellCommand, option: Option): Weakness[] {
  if (/^--no-?gpgchecks?$/.test(option.name)) return [weakOption(command, option)];
  const [key = '', given] = (option.value?.value ?? option.value?.text ?? '').split('=');
  if (!/^--(?:setopt|set)$/.test(option.name) || !isSignatureKey(key) || !isOff(given)) return [];
  const word = command.args[option.lastIndex];
  const weak = word && weakValue(word, option.value?.value ?? option.value?.text ?? '', given, '1');
  return weak ? [{ ...weak, start: option.start }] : [];
}

/** `dnf config-manager setopt repo.gpgcheck=0` */
function dnfSettings([program, verb, ...settings]: readonly ShellWord[]): Weakness[] {
  if (program?.value !== 'config-manager' || verb?.value !== 'setopt') return [];
  return settings.flatMap((word) => {
    const [key = '', given] = (word.value ?? '').split('=');
    return isSignatureKey(key) && isOff(given) ? [weakValue(word, word.value ?? '', given, '1')] : [];
  });
}

/** `gpgcheck` and `repo.gpgcheck`, not `repo_gpgcheck` or `localpkg_gpgcheck`, which are off by default. */
const isSignatureKey = (key: string): boolean => /(?:^|\.)(?:gpgcheck|pkg_gpgcheck)$/.test(key);

const RPM_FLAGS = /^--(?:nosignature|nodigest|noverify|nofiledigest)$/;

/** Only where it installs: a query without them is slower and no safer. */
const rpm: Reader = (command) => {
  const { options } = readArguments(command.args, {
    short: 'rD',
    long: new Set(['--root', '--prefix', '--dbpath', '--define']),
  });
  const installs = options.some(({ name }) => /^(?:-[iUF]|--install|--upgrade|--freshen|--reinstall)$/.test(name));
  const isQuery = options.some(({ name }) => /^(?:-[qVK]|--query|--verify|--checksig)$/.test(name));
  return installs && !isQuery
    ? options.filter(({ name }) => RPM_FLAGS.test(name)).map((each) => weakOption(command, each))
    : [];
};

const ZYPPER_FLAGS = /^--(?:no-gpg-checks?|no-gpgcheck|gpgcheck-allow-unsigned(?:-repo|-package)?|allow-unsigned-rpm)$/;

const zypper: Reader = (command) => {
  const { options, operands } = readArguments(command.args, {
    short: 'rcfptRD',
    long: new Set(['--repo', '--root', '--from']),
  });
  const [subcommand] = operands;
  const adds = /^(?:ar|addrepo|mr|modifyrepo)$/.test(subcommand?.value ?? '');
  const at = subcommand ? command.args.indexOf(subcommand) : 0;
  const isWeak = ({ name, index }: Option): boolean => ZYPPER_FLAGS.test(name) || (adds && name === '-G' && index > at);
  return options.filter(isWeak).map((option) => weakOption(command, option));
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['apt', apt],
  ['apt-get', apt],
  ['aptitude', apt],
  ['apk', apk],
  ['rpm', rpm],
  ['zypper', zypper],
  ['debootstrap', byName(/^--no-check-gpg$/)],
  ['flatpak', byName(/^--(?:no-gpg-verify|gpg-verify=false)$/)],
  ...['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'yum-config-manager', 'dnf-config-manager'].map(
    (name): [string, Reader] => [name, dnf],
  ),
]);

/** A part of every option and setting above: most commands have none of them, and need not be read. */
const MAY_BE_WEAK =
  /unauth|untrust|insecure|force-yes|trust-violation|gpg|nosig|nodigest|noverify|nofiledigest|unsigned|^-[a-zA-Z]*G/i;

/** The options of one command. */
export function signatureBypasses(command: ShellCommand): readonly Weakness[] {
  const reader = command.program === undefined ? undefined : READERS.get(command.program);
  return reader && command.args.some(({ text, value = text }) => MAY_BE_WEAK.test(value)) ? reader(command) : NONE;
}

/** Options that stand in the value of a variable: those that mean the same to every manager that knows them. */
const GIVEN =
  /(?:^|\s)(--(?:allow-unauthenticated|force-yes|allow-insecure-repositories|allow-untrusted|no-?gpgchecks?|no-gpg-checks?|nosignature|nodigest))(?=\s|$)/;

const isKnown = ({ value }: ShellWord): boolean => value !== undefined;

/** In words that are variables; `valueOf` says what stands in them. */
export function givenSignatureBypasses(
  { program, args }: ShellCommand,
  valueOf: (word: ShellWord) => string | undefined,
): readonly Weakness[] {
  if (program === undefined || !READERS.has(program) || args.every(isKnown)) return NONE;
  return args.flatMap((word): Weakness[] => {
    const option = word.value === undefined && GIVEN.exec(valueOf(word) ?? '')?.[1];
    return option ? [{ start: word.start, end: word.end, shown: `${program} ${option}` }] : [];
  });
}

const NONE: readonly Weakness[] = [];
