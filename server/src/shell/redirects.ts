// Requests by https that may be answered with a redirect to http, and follow it.
import type { ShellCommand, ShellWord } from './command';
import { curlArguments, hostOf, isLoopback, wgetArguments } from './downloads';
import type { Option } from './options';

/** The first source of curl or wget that is asked for by https alone, and may be redirected to anything. */
export function redirectableSource(
  command: ShellCommand,
  texts: () => (word: ShellWord) => string,
): ShellWord | undefined {
  const sources = command.program === 'curl' ? curlSources(command) : wgetSources(command);
  return sources.find((source) => {
    const url = source.value ?? texts()(source);
    return /^https:\/\//i.test(url) && !isLoopback(hostOf(url) ?? '');
  });
}

const NONE: readonly ShellWord[] = [];
const valueOf = (options: readonly Option[], name: RegExp): string | undefined =>
  options.findLast((option) => name.test(option.name))?.value?.value;

function curlSources(command: ShellCommand): readonly ShellWord[] {
  const { options, operands } = curlArguments(command);
  if (!options.some(({ name }) => FOLLOWS.test(name)) || valueOf(options, /^--max-redirs$/) === '0') return NONE;
  const lists = options.filter(({ name }) => /^--proto(?:-redir)?$/.test(name)).map(({ value }) => value?.value);
  if (lists.some((list) => list === undefined || keepsToTls(list))) return NONE;
  return [...operands, ...options.flatMap(({ name, value }) => (name === '--url' && value ? [value] : []))];
}

const FOLLOWS = /^(?:-L|--location|--location-trusted|--follow)$/;

const CLEAR_TEXT = ['http', 'ftp'];

/** As curl reads a list: `=https` allows that alone, `-http` forbids one more, other words allow one more. */
function keepsToTls(list: string): boolean {
  const allowed = new Set(CLEAR_TEXT);
  for (const word of list.split(',').map((each) => each.trim())) {
    const protocol = word.replace(/^[=+-]/, '').toLowerCase();
    const isTaken = word.startsWith('-');
    if (word.startsWith('=') || (isTaken && protocol === 'all')) allowed.clear();
    if (isTaken) allowed.delete(protocol);
    else for (const each of CLEAR_TEXT) if (protocol === each || protocol === 'all') allowed.add(each);
  }
  return allowed.size === 0;
}

function wgetSources(command: ShellCommand): readonly ShellWord[] {
  const { options, operands } = wgetArguments(command);
  const isStrict = options.some(({ name }) => name === '--spider') || valueOf(options, /^--max-redirect$/) === '0';
  return isStrict ? NONE : operands;
}
