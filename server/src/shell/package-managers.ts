// What each package manager calls its work, which of its options take a value, and how it writes versions.
import type { OptionTable } from './options';

export type PackageManager =
  | 'apt'
  | 'apk'
  | 'dnf'
  | 'zypper'
  | 'pip'
  | 'pipx'
  | 'uv'
  | 'poetry'
  | 'pdm'
  | 'pipenv'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'gem'
  | 'bundle'
  | 'go'
  | 'cargo'
  | 'composer';

/** `update` fetches lists and installs nothing; `upgrade` renews what is there; `full-upgrade` goes to the next release. */
export type PackageVerb = 'install' | 'update' | 'upgrade' | 'full-upgrade' | 'remove' | 'clean';

export interface Manager extends OptionTable {
  readonly manager: PackageManager;
  readonly verbs: Readonly<Partial<Record<PackageVerb, RegExp>>>;
  /** Cuts a package word into its name and version. */
  readonly version: RegExp;
  /** Words before the subcommand: `pip` of `uv pip install`, `global` of `yarn global add`. */
  readonly before?: RegExp;
}

const long = (names: string): ReadonlySet<string> => new Set(names.split(' ').map((name) => `--${name}`));
const AT = /^(@?[^@]+)@(.+)$/;
const EQUALS = /^([^=<>~!]+?)(?:[=<>~]=?|@)(.+)$/;
const NEVER = /^(?!)/;

const APT: Manager = {
  manager: 'apt',
  verbs: {
    install: /^(?:install|reinstall|build-dep|satisfy)$/,
    update: /^update$/,
    upgrade: /^(?:upgrade|safe-upgrade)$/,
    'full-upgrade': /^(?:dist-upgrade|full-upgrade)$/,
    remove: /^(?:remove|purge|autoremove|auto-remove|autopurge)$/,
    clean: /^(?:clean|autoclean|auto-clean|distclean|dist-clean)$/,
  },
  version: /^([^=/]+)[=/](.+)$/,
  short: 'otca',
  long: long('option target-release default-release config-file host-architecture solver'),
};
const DNF: Manager = {
  manager: 'dnf',
  verbs: {
    install: /^(?:install|localinstall|groupinstall|reinstall|in)$/,
    update: /^(?:makecache|check-update|check-upgrade)$/,
    upgrade: /^(?:update|upgrade|up|update-minimal|upgrade-minimal)$/,
    'full-upgrade': /^(?:distro-sync|distrosync|dsync|system-upgrade)$/,
    remove: /^(?:remove|erase|autoremove|rm)$/,
    clean: /^clean$/,
  },
  before: /^(?:group|groups|module)$/,
  version: /^(.+?)-(\d[^-]*(?:-[^-]+)?)$/,
  short: 'cRdex',
  long: long('setopt enablerepo disablerepo repo repoid exclude excludepkgs installroot releasever config'),
};
const PIP: Manager = {
  manager: 'pip',
  verbs: { install: /^install$/, remove: /^uninstall$/, clean: /^cache$/ },
  version: /^([^=<>~!\s;[]+(?:\[[^\]]*\])?)\s*(?:={1,3}|>=|<=|~=|!=|<|>)\s*(.+)$/,
  short: 'rcetif',
  long: long(
    'requirement constraint editable target index-url extra-index-url find-links trusted-host prefix root src proxy cache-dir ' +
      'timeout retries no-binary only-binary platform python-version implementation abi cert client-cert log progress-bar ' +
      'upgrade-strategy global-option install-option config-settings build build-dir',
  ),
};
const UV: Manager = {
  ...PIP,
  manager: 'uv',
  verbs: { install: /^(?:install|add)$/, remove: /^(?:uninstall|remove)$/ },
  before: /^(?:pip|tool)$/,
  version: EQUALS,
  short: 'rcepf',
  long: long(
    'requirement requirements constraint constraints editable python index-url extra-index-url find-links default-index index target prefix with group optional extra index-strategy',
  ),
};
const NPM: Manager = {
  manager: 'npm',
  verbs: {
    install: /^(?:install|i|in|ins|inst|isntall|add|ci|install-test|it|clean-install|install-clean|cit)$/,
    upgrade: /^(?:update|up|upgrade|udpate)$/,
    remove: /^(?:uninstall|un|unlink|remove|rm|r|prune)$/,
    clean: /^cache$/,
  },
  version: AT,
  short: 'wC',
  long: long('prefix registry cache userconfig globalconfig workspace loglevel omit include only'),
};
const PYTHON_PROJECT = {
  verbs: { install: /^(?:install|add|sync)$/, remove: /^(?:remove|uninstall)$/ },
  version: EQUALS,
  short: 'CpGE',
  long: long('directory project group without with only extras source requirements categories'),
} as const;

const MANAGERS: ReadonlyMap<string, Manager> = new Map<string, Manager>([
  ...['apt', 'apt-get', 'aptitude'].map((name): [string, Manager] => [name, APT]),
  [
    'apk',
    {
      manager: 'apk',
      verbs: { install: /^add$/, update: /^update$/, upgrade: /^(?:upgrade|fix)$/, remove: /^del$/, clean: /^cache$/ },
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
      verbs: {
        install: /^(?:install|in|install-new-recommends|inr)$/,
        update: /^(?:refresh|ref)$/,
        upgrade: /^(?:update|up|patch)$/,
        'full-upgrade': /^(?:dist-upgrade|dup)$/,
        remove: /^(?:remove|rm)$/,
        clean: /^(?:clean|cc)$/,
      },
      version: /^([^=<>]+)[=<>]+(.+)$/,
      short: 'rcftRD',
      long: long('repo root from type installroot'),
    },
  ],
  ...['pip', 'pip2', 'pip3', 'pip3.9', 'pip3.10', 'pip3.11', 'pip3.12', 'pip3.13', 'pip3.14'].map(
    (name): [string, Manager] => [name, PIP],
  ),
  ['pipx', { ...PIP, manager: 'pipx', verbs: { install: /^install$/ }, long: long('python pip-args index-url') }],
  ['uv', UV],
  ['poetry', { ...PYTHON_PROJECT, manager: 'poetry' }],
  ['pdm', { ...PYTHON_PROJECT, manager: 'pdm' }],
  ['pipenv', { ...PYTHON_PROJECT, manager: 'pipenv', short: 'rei' }],
  ['npm', NPM],
  [
    'yarn',
    {
      ...NPM,
      manager: 'yarn',
      verbs: { install: /^(?:add|install)$/, upgrade: /^(?:upgrade|up)$/, clean: /^cache$/ },
      before: /^global$/,
      short: '',
      long: long('cwd registry cache-folder modules-folder network-timeout mode'),
    },
  ],
  [
    'pnpm',
    {
      ...NPM,
      manager: 'pnpm',
      verbs: { install: /^(?:install|i|add|ci)$/, upgrade: /^(?:update|up|upgrade)$/ },
      short: 'CF',
      long: long('dir registry filter prefix store-dir loglevel reporter'),
    },
  ],
  [
    'bun',
    { ...NPM, manager: 'bun', verbs: { install: /^(?:install|i|add|a|ci)$/ }, short: 'c', long: long('cwd config') },
  ],
  [
    'gem',
    {
      manager: 'gem',
      verbs: { install: /^(?:install|i)$/, upgrade: /^update$/ },
      version: /^([^:]+):(.+)$/,
      short: 'visnPgp',
      long: long('version install-dir source bindir trust-policy file platform http-proxy'),
    },
  ],
  [
    'bundle',
    {
      manager: 'bundle',
      verbs: { install: /^install$/, upgrade: /^update$/ },
      version: NEVER,
      short: 'j',
      long: long('jobs path gemfile without with retry'),
    },
  ],
  [
    'go',
    {
      manager: 'go',
      verbs: { install: /^(?:install|get)$/ },
      version: AT,
      singleDash: true,
      long: new Set(['-ldflags', '-tags', '-o', '-C', '-mod', '-gcflags', '-asmflags', '-p']),
    },
  ],
  [
    'cargo',
    {
      manager: 'cargo',
      before: /^\+/,
      verbs: { install: /^(?:install|add)$/ },
      version: AT,
      short: 'FjZ',
      long: long('version vers git branch tag rev path root features jobs profile target index registry'),
    },
  ],
  [
    'composer',
    {
      manager: 'composer',
      verbs: { install: /^(?:require|install|i|create-project)$/, upgrade: /^(?:update|upgrade|u)$/ },
      version: /^([^:=]+)[:=](.+)$/,
      before: /^global$/,
      short: 'd',
      long: long('working-dir'),
    },
  ],
]);

export const managerNamed = (name: string): Manager | undefined => MANAGERS.get(name);

const PYTHONS = [
  'python',
  'python2',
  'python3',
  ...[6, 7, 8, 9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`),
];

/** Every program that may be one of the managers: `python3 -m pip` is pip. */
export const PACKAGE_PROGRAMS: ReadonlySet<string> = new Set([
  ...MANAGERS.keys(),
  ...['bundler', 'composer.phar', 'corepack', 'npx', 'php'],
  ...PYTHONS,
]);
