// Packages that a command installs, by the package manager's own reading of its arguments.
import type { ShellCommand, ShellWord } from './command';
import { type Option, type OptionTable, readArguments } from './options';

export type PackageManager =
  | 'apt'
  | 'apk'
  | 'dnf'
  | 'zypper'
  | 'pip'
  | 'uv'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'gem'
  | 'go'
  | 'cargo'
  | 'composer';

export interface InstalledPackage {
  readonly name: string;
  /** As written behind the sign that the manager knows: `=1.2`, `@^3`, `==4`. Undefined without one, and unknown. */
  readonly version?: string;
  readonly word: ShellWord;
}

export interface PackageInstall {
  readonly manager: PackageManager;
  /** `install`, `add`, `i`: as written. */
  readonly subcommand: ShellWord;
  /** None where the manager installs what a file names. Those of unknown name are left out. */
  readonly packages: readonly InstalledPackage[];
  readonly options: readonly Option[];
}

interface Manager extends OptionTable {
  readonly manager: PackageManager;
  readonly installs: RegExp;
  /** Cuts a package word into its name and version. */
  readonly version: RegExp;
  /** Words before the subcommand: `pip` of `uv pip install`, `global` of `yarn global add`. */
  readonly before?: RegExp;
}

const long = (names: string): ReadonlySet<string> => new Set(names.split(' ').map((name) => `--${name}`));
const AT = /^(@?[^@]+)@(.+)$/;
const EQUALS = /^([^=<>~!]+?)(?:[=<>~]=?|@)(.+)$/;

const APT: Manager = {
  manager: 'apt',
  installs: /^(?:install|reinstall|build-dep|satisfy)$/,
  version: /^([^=/]+)[=/](.+)$/,
  short: 'otca',
  long: long('option target-release default-release config-file host-architecture solver'),
};
const DNF: Manager = {
  manager: 'dnf',
  installs: /^(?:install|localinstall|groupinstall|reinstall|in)$/,
  version: /^(.+?)-(\d[^-]*(?:-[^-]+)?)$/,
  short: 'cRdex',
  long: long('setopt enablerepo disablerepo repo repoid exclude excludepkgs installroot releasever config'),
};
const PIP: Manager = {
  manager: 'pip',
  installs: /^install$/,
  version: /^([^=<>~!\s;[]+(?:\[[^\]]*\])?)\s*(?:===?|>=|<=|~=|!=|<|>)\s*(.+)$/,
  short: 'rcetif',
  long: long(
    'requirement constraint editable target index-url extra-index-url find-links trusted-host prefix root src proxy cache-dir ' +
      'timeout retries no-binary only-binary platform python-version implementation abi cert client-cert log progress-bar',
  ),
};
const UV: Manager = {
  ...PIP,
  manager: 'uv',
  installs: /^(?:install|add)$/,
  before: /^(?:pip|tool)$/,
  version: EQUALS,
  short: 'rcepf',
  long: long(
    'requirement requirements constraint editable python index-url extra-index-url find-links default-index index target prefix with group optional extra index-strategy',
  ),
};
const NPM: Manager = {
  manager: 'npm',
  installs: /^(?:install|i|in|ins|inst|isntall|add|ci|install-test|it|clean-install)$/,
  version: AT,
  short: 'wC',
  long: long('prefix registry cache userconfig globalconfig workspace loglevel omit include'),
};

const MANAGERS: ReadonlyMap<string, Manager> = new Map<string, Manager>([
  ...['apt', 'apt-get', 'aptitude'].map((name): [string, Manager] => [name, APT]),
  [
    'apk',
    {
      manager: 'apk',
      installs: /^add$/,
      version: /^([^=<>~]+)[=<>~]+(.+)$/,
      short: 'Xpt',
      long: long('repository root virtual keys-dir arch repositories-file cache-dir'),
    },
  ],
  ...['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf'].map((name): [string, Manager] => [name, DNF]),
  [
    'zypper',
    {
      manager: 'zypper',
      installs: /^(?:install|in)$/,
      version: /^([^=<>]+)[=<>]+(.+)$/,
      short: 'rcftRD',
      long: long('repo root from type installroot'),
    },
  ],
  ...['pip', 'pip2', 'pip3'].map((name): [string, Manager] => [name, PIP]),
  ['uv', UV],
  ['npm', NPM],
  [
    'yarn',
    {
      ...NPM,
      manager: 'yarn',
      installs: /^(?:add|install)$/,
      before: /^global$/,
      long: long('cwd registry cache-folder'),
    },
  ],
  ['pnpm', { ...NPM, manager: 'pnpm', installs: /^(?:install|i|add)$/, long: long('dir registry filter prefix') }],
  [
    'gem',
    {
      manager: 'gem',
      installs: /^install$/,
      version: /^([^:]+):(.+)$/,
      short: 'visnP',
      long: long('version install-dir source bindir trust-policy'),
    },
  ],
  [
    'go',
    {
      manager: 'go',
      installs: /^(?:install|get)$/,
      version: AT,
      singleDash: true,
      long: new Set(['-ldflags', '-tags', '-o', '-C', '-mod']),
    },
  ],
  [
    'cargo',
    {
      manager: 'cargo',
      installs: /^(?:install|add)$/,
      version: AT,
      short: 'FjZ',
      long: long('version vers git branch tag rev path root features jobs profile target index registry'),
    },
  ],
  [
    'composer',
    {
      manager: 'composer',
      installs: /^(?:require|install|create-project)$/,
      version: /^([^:=]+)[:=](.+)$/,
      before: /^global$/,
      short: 'd',
      long: long('working-dir'),
    },
  ],
]);

/** Undefined for what installs nothing. */
export function packageInstallOf({ program, args }: ShellCommand): PackageInstall | undefined {
  if (program === undefined) return undefined;
  const module = /^python[\d.]*$/.test(program) ? args.findIndex(({ value }) => value === '-m') : -1;
  const name = module < 0 ? program : args[module + 1]?.value;
  const manager = name === undefined || (module < 0 && /^python/.test(program)) ? undefined : MANAGERS.get(name);
  if (!manager) return undefined;
  const own = module < 0 ? args : args.slice(module + 2);
  const { options, operands } = readArguments(own, manager);
  const at = operands.findIndex(({ value }) => value === undefined || !manager.before?.test(value));
  const subcommand = operands[at];
  if (!subcommand || !manager.installs.test(subcommand.value ?? '')) return undefined;
  const shared = options.find(({ name: option }) => option === '-v' || option === '--version' || option === '--vers');
  const given = manager.manager === 'gem' || manager.manager === 'cargo' ? shared?.value?.value : undefined;
  const packages = operands.slice(at + 1).flatMap((word) => packageOf(word, manager, given));
  return { manager: manager.manager, subcommand, packages, options };
}

function packageOf(word: ShellWord, { version }: Manager, shared: string | undefined): InstalledPackage[] {
  const text = word.value ?? word.text.replace(/^["']|["']$/g, '');
  const match = /^(?:\.{0,2}\/|[a-z+]+:\/\/)/.test(text) ? null : version.exec(text);
  const name = match?.[1] ?? text;
  return /^\$/.test(name) ? [] : [{ name, version: match?.[2] ?? shared, word }];
}
