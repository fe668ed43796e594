// What programs other than curl, wget and git fetch, and code that an interpreter is given.
import type { ShellCommand, ShellWord } from './command';
import type { Destination } from './downloads';
import { runSource } from './interpreters';
import { type OptionTable, readArguments } from './options';

interface Fetcher extends OptionTable {
  readonly output: RegExp;
  /** Where it goes without that option. */
  readonly otherwise: Destination['kind'] & ('stdout' | 'named-by-source');
  /** With one of these alone it prints what it fetches. */
  readonly prints?: RegExp;
}

const long = (text: string): ReadonlySet<string> => new Set(text.split(' ').map((name) => `--${name}`));

const FETCHERS: ReadonlyMap<string, Fetcher> = new Map<string, Fetcher>([
  [
    'aria2c',
    { short: 'odxsjkil', long: long('out dir split header'), output: /^(?:-o|--out)$/, otherwise: 'named-by-source' },
  ],
  ['axel', { short: 'onsHUT', long: long('output'), output: /^(?:-o|--output)$/, otherwise: 'named-by-source' }],
  ['fetch', { short: 'oTwB', output: /^-o$/, otherwise: 'named-by-source' }],
  ['lynx', { singleDash: true, output: /^$/, otherwise: 'stdout', prints: /^-(?:source|dump)$/ }],
  ['links', { singleDash: true, output: /^$/, otherwise: 'stdout', prints: /^-(?:source|dump)$/ }],
  ['http', { short: 'oap', long: long('output auth'), output: /^(?:-o|--output)$/, otherwise: 'stdout' }],
  ['https', { short: 'oap', long: long('output auth'), output: /^(?:-o|--output)$/, otherwise: 'stdout' }],
]);

export interface OtherDownload {
  readonly source: ShellWord;
  readonly destination: Destination;
}

const NONE: readonly OtherDownload[] = [];
const ADDRESS = /^(?:https?|ftp):\/\/./i;

export function otherDownloads(command: ShellCommand): readonly OtherDownload[] {
  const { program = '', args } = command;
  const fetcher = FETCHERS.get(program);
  if (!fetcher) return /^(?:python|php)[\d.]*$/.test(program) ? codeDownloads(command) : NONE;
  const { options, operands } = readArguments(args, fetcher);
  const prints = fetcher.prints;
  if (prints && !options.some(({ name }) => prints.test(name))) return NONE;
  const path = options.findLast(({ name }) => fetcher.output.test(name))?.value;
  const isPrinted = (path?.value === '-' && program !== 'aria2c') || (!path && fetcher.otherwise === 'stdout');
  const destination: Destination = isPrinted
    ? { kind: 'stdout' }
    : path
      ? { kind: 'file', path }
      : { kind: 'named-by-source' };
  return operands.filter(({ value, text }) => ADDRESS.test(value ?? text)).map((source) => ({ source, destination }));
}

/** `urlretrieve('https://…', 'file')` of Python, `copy('https://…', 'file')` of PHP. */
const TO_FILE = /\b(?:urlretrieve|copy)\s*\(\s*(["'])((?:https?|ftp):\/\/[^"'\s]+)\1\s*,\s*(["'])([^"'\s]+)\3/g;

function codeDownloads(command: ShellCommand): readonly OtherDownload[] {
  const code = codeOf(command);
  if (!code) return NONE;
  return [...textOf(code).matchAll(TO_FILE)].map(([, , url = '', , file = '']) => ({
    source: wordIn(code, url),
    destination: { kind: 'file', path: wordIn(code, file) },
  }));
}

/** Code that fetches code and runs it: `exec(urlopen('https://…').read())`, `source("https://…")` of R. */
const RUNS_ADDRESS: readonly (readonly [RegExp, RegExp])[] = [
  [/^python[\d.]*$/, /\bexec\s*\([^;]*\b(?:urlopen|requests\.get)\s*\(\s*["']((?:https?|ftp):\/\/[^"'\s]+)/],
  [/^php[\d.]*$/, /\beval\s*\([^;]*\bfile_get_contents\s*\(\s*["']((?:https?|ftp):\/\/[^"'\s]+)/],
  [/^ruby[\d.]*$/, /\beval\s*\(?[^;]*\bopen\s*\(?\s*["']((?:https?|ftp):\/\/[^"'\s]+)/],
  [/^R(?:script)?$/, /\b(?:source|source_url)\s*\(\s*["']((?:https?|ftp):\/\/[^"'\s]+)/],
];

const MAY_RUN_ADDRESS = /^(?:deno$|python|php|ruby|R)/;

/** The address of a program that a command runs as it comes, without another command in between. */
export function runAddress(command: ShellCommand): ShellWord | undefined {
  const { program = '', args } = command;
  if (!MAY_RUN_ADDRESS.test(program)) return undefined;
  if (program === 'deno') {
    const [subcommand, ...rest] = readArguments(args).operands;
    return /^(?:run|install|eval)$/.test(subcommand?.value ?? '')
      ? rest.slice(0, 1).find(({ value }) => ADDRESS.test(value ?? ''))
      : undefined;
  }
  const pattern = RUNS_ADDRESS.find(([name]) => name.test(program))?.[1];
  const code = pattern && codeOf(command);
  const url = code && pattern.exec(textOf(code))?.[1];
  return code && url !== undefined ? wordIn(code, url) : undefined;
}

export function codeOf(command: ShellCommand): ShellWord | undefined {
  if (/^R(?:script)?$/.test(command.program ?? '')) {
    const at = command.args.findIndex(({ value }) => value === '-e');
    return at < 0 ? undefined : command.args[at + 1];
  }
  const run = runSource(command);
  return run?.kind === 'code' ? run.word : undefined;
}

const textOf = ({ value, text }: ShellWord): string => value ?? text;

/** A text in a word of code, as a word at the place of the whole. */
const wordIn = ({ start, end }: ShellWord, text: string): ShellWord => ({
  text,
  pieces: [text],
  value: text,
  start,
  end,
});
