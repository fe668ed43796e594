// What a command asks of a package manager, read once: the work, the packages with their versions, the options.
import { once } from '../text/once';
import type { ShellCommand, ShellWord } from './command';
import { type Option, readArguments } from './options';
import {
  type Manager,
  managerNamed,
  PACKAGE_PROGRAMS,
  type PackageManager,
  type PackageVerb,
} from './package-managers';

export interface InstalledPackage {
  readonly name: string;
  /** As written behind the sign that the manager knows: `=1.2`, `@^3`, `==4`. Undefined without one, and unknown. */
  readonly version?: string;
  /** `unknown`: a variable is part of the name. */
  readonly source: 'repository' | 'file' | 'address' | 'unknown';
  readonly word: ShellWord;
}

export interface PackageCommand {
  readonly manager: PackageManager;
  /** `apt`, `dnf5`, `pip3`: as it is called. */
  readonly program: string;
  /** Undefined for what concerns no rule: `apt-get source`, `npm run`. */
  readonly verb?: PackageVerb;
  /** `install`, `add`, `i`: as written. None for a bare `yarn`. */
  readonly subcommand?: ShellWord;
  /** The word before it: `tool` of `uv tool install`, `global` of `yarn global add`. */
  readonly before?: string;
  /** None where the manager installs what a file names. Those that are nothing but a variable are left out. */
  readonly packages: readonly InstalledPackage[];
  readonly options: readonly Option[];
  /** What stands behind the subcommand, variables included. */
  readonly operands: readonly ShellWord[];
}

export interface PackageInstall extends PackageCommand {
  readonly subcommand: ShellWord;
}

/** Undefined for what is no package manager. */
export function packageCommandOf(command: ShellCommand): PackageCommand | undefined {
  const { program } = command;
  if (program === undefined || !(PACKAGE_PROGRAMS.has(program) || program.startsWith('python'))) return undefined;
  return packageCommand(command);
}

const packageCommand = once(readCommand);

/** Undefined for what installs nothing. */
export function packageInstallOf(command: ShellCommand): PackageInstall | undefined {
  const read = packageCommandOf(command);
  return read && isInstall(read) ? read : undefined;
}

const isInstall = (read: PackageCommand): read is PackageInstall =>
  read.verb === 'install' && read.subcommand !== undefined;

/** Whether one of the options is there, by its name. */
export const hasOption = ({ options }: Pick<PackageCommand, 'options'>, names: RegExp): boolean =>
  options.some(({ name }) => names.test(name));

function readCommand(command: ShellCommand): PackageCommand | undefined {
  const called = calledManager(command);
  const manager = called && managerNamed(ALIASES.get(called.name) ?? called.name);
  if (!called || !manager) return undefined;
  const { name } = called;
  const end = manager.manager === 'gem' ? called.args.findIndex(({ value }) => value === '--') : -1;
  const own = end < 0 ? called.args : called.args.slice(0, end);
  const { options, operands } = readArguments(own, manager);
  const at = operands.findIndex(({ value }) => value === undefined || !manager.before?.test(value));
  const subcommand = operands[at];
  const verb = verbOf(manager, subcommand?.value);
  const rest = at < 0 ? [] : operands.slice(at + 1);
  const packages = verb === 'install' ? packagesOf(rest, manager, sharedVersion(manager, options)) : [];
  const before = at > 0 ? operands[0]?.value : undefined;
  return { manager: manager.manager, program: name, verb, subcommand, before, packages, options, operands: rest };
}

/** As the user reads it: `uv pip install`. */
export const shownCommand = ({ program, before, subcommand }: PackageCommand): string =>
  [program, before, subcommand?.value].filter((part) => part !== undefined).join(' ');

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['bundler', 'bundle'],
  ['composer.phar', 'composer'],
]);

/** The manager by the name it goes by, whoever starts it: `python3 -m pip`, `corepack yarn`, `npx pnpm@9`, `php composer.phar`. */
function calledManager({ program, args }: ShellCommand): { name: string; args: readonly ShellWord[] } | undefined {
  if (program === undefined) return undefined;
  const isPython = program.startsWith('python');
  if (!isPython && !/^(?:corepack|npx|php)$/.test(program)) return { name: program, args };
  const at = args.findIndex(({ value }) => (isPython ? value === '-m' : !value?.startsWith('-')));
  const index = isPython ? at + 1 : at;
  const name = at < 0 ? undefined : args[index]?.value;
  if (name === undefined) return undefined;
  return { name: name.slice(name.lastIndexOf('/') + 1).replace(/@[^@]*$/, ''), args: args.slice(index + 1) };
}

const VERBS: readonly PackageVerb[] = ['install', 'update', 'upgrade', 'full-upgrade', 'remove', 'clean'];

function verbOf({ verbs }: Manager, subcommand: string | undefined): PackageVerb | undefined {
  return subcommand === undefined ? undefined : VERBS.find((verb) => verbs[verb]?.test(subcommand));
}

/** `-v 1.2` of gem and cargo means each of the packages. */
function sharedVersion({ manager }: Manager, options: readonly Option[]): string | undefined {
  if (manager !== 'gem' && manager !== 'cargo') return undefined;
  const shared = options.find(({ name }) => name === '-v' || name === '--version' || name === '--vers');
  return shared?.value && (shared.value.value ?? shared.value.text);
}

const LOCAL = /^(?:\.{1,2}(?:\/|$)|~?\/|file:)|\.(?:deb|rpm|apk|whl|tgz|gem|tar)$|\.tar\.\w+$|\.zip$/;

function packagesOf(words: readonly ShellWord[], manager: Manager, shared: string | undefined): InstalledPackage[] {
  const packages: InstalledPackage[] = [];
  for (const word of words) {
    const read = packageOf(word, manager, shared);
    if (read) packages.push(read);
  }
  return packages;
}

function packageOf(word: ShellWord, { version }: Manager, shared: string | undefined): InstalledPackage | undefined {
  const text = word.value ?? word.text.replace(/^["']|["']$/g, '');
  const isAddress = /^[a-z+]+:\/\/|^git@|^[\w.-]+(?:\[[^\]]*\])? @ /.test(text);
  const isFile = LOCAL.test(text);
  const match = isFile || isAddress ? null : version.exec(text);
  const name = match?.[1] ?? text;
  if (name.startsWith('$')) return undefined;
  const isKnown = word.value !== undefined || (match !== null && !/[$`]/.test(name));
  const source = isAddress ? 'address' : isFile ? 'file' : isKnown ? 'repository' : 'unknown';
  return { name, version: match?.[2] ?? shared, source, word };
}
