// Programs that run another command given behind their options: `sudo -E apt-get update` runs apt-get.
import type { ShellAssignment, ShellWord, Wrapper } from './command';

interface Options {
  /** Short options that take the next word, when nothing is glued to them. */
  readonly short?: string;
  /** Long options that take the next word, when no `=` is in them. */
  readonly long?: readonly string[];
  /** Words before the command that are no options: the duration of timeout. */
  readonly operands?: number;
  /** `NAME=value` before the command. */
  readonly assigns?: boolean;
  /** With one of these it is not a wrapper. */
  readonly unless?: RegExp;
  /** Without one of these it is not a wrapper. */
  readonly needs?: RegExp;
}

const WRAPPERS: ReadonlyMap<string, Options> = new Map<string, Options>([
  [
    'sudo',
    { short: 'ughpCrtTUDR', long: ['--user', '--group', '--host', '--prompt', '--chdir', '--chroot'], assigns: true },
  ],
  ['doas', { short: 'uC' }],
  ['env', { short: 'uCS', long: ['--unset', '--chdir'], assigns: true }],
  ['exec', { short: 'a' }],
  ['command', { unless: /^-[pvV]*[vV]/ }],
  ['builtin', {}],
  ['nice', { short: 'n', long: ['--adjustment'] }],
  ['nohup', {}],
  ['setsid', {}],
  ['time', { short: 'fo' }],
  ['timeout', { short: 'sk', long: ['--signal', '--kill-after'], operands: 1 }],
  ['stdbuf', { short: 'ioe' }],
  ['ionice', { short: 'cnpt' }],
  ['xargs', { short: 'IinPLdsaE', long: ['--max-args', '--max-procs', '--replace', '--delimiter', '--arg-file'] }],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['s6-setuidgid', { operands: 1 }],
  ['chpst', { short: 'uUbe/nlmdopftrc' }],
  [
    'runuser',
    {
      short: 'ugGcsw',
      long: ['--user', '--group', '--supp-group', '--shell', '--whitelist-environment'],
      needs: /^(?:-u|--user(?:=|$))/,
    },
  ],
  ['fakeroot', { short: 'lsib' }],
  ['chroot', { operands: 1 }],
  ['setpriv', { long: ['--reuid', '--regid', '--groups', '--inh-caps', '--bounding-set'] }],
  ['busybox', {}],
  ['tini', { short: 'pv' }],
  ['dumb-init', {}],
]);

export const programOfName = (name: string | undefined): string | undefined => name?.slice(name.lastIndexOf('/') + 1);

export interface Unwrapped {
  readonly wrappers: readonly Wrapper[];
  /** The command's own words, its name first; empty when a wrapper runs nothing. */
  readonly words: readonly ShellWord[];
  /** The name without its folder. */
  readonly program?: string;
}

/** More in a row than a person would write: the rest are arguments. */
const MAX_WRAPPERS = 20;

/** Takes wrappers off the words of a command. */
export function unwrap(words: readonly ShellWord[]): Unwrapped {
  const wrappers: Wrapper[] = [];
  let own = words;
  for (;;) {
    const name = own[0];
    const program = programOfName(name?.value);
    const options = program === undefined ? undefined : WRAPPERS.get(program);
    const inner = options && innerCommand(own, options);
    if (!name || !inner || program === undefined || wrappers.length === MAX_WRAPPERS)
      return { wrappers, words: own, program };
    const start = inner.words[0]?.start ?? name.end;
    const wrapping = own.slice(0, own.length - inner.words.length);
    wrappers.push({ program, start: name.start, end: start, words: wrapping, assignments: inner.assignments });
    own = inner.words;
  }
}

function innerCommand(
  words: readonly ShellWord[],
  { short = '', long = [], operands = 0, assigns = false, unless, needs }: Options,
): { words: readonly ShellWord[]; assignments: ShellAssignment[] } | undefined {
  const assignments: ShellAssignment[] = [];
  let left = operands;
  let isOne = needs === undefined;
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    const value = word?.value ?? word?.text ?? '';
    if (!word || unless?.test(value)) return undefined;
    isOne ||= needs?.test(value) === true;
    if (value === '--') {
      const rest = words.slice(i + 1 + left);
      return isOne && rest.length > 0 ? { words: rest, assignments } : undefined;
    }
    if (value.length > 1 && value.startsWith('-')) {
      const takesNext = value.startsWith('--') ? long.includes(value) : short.includes(value.slice(-1));
      if (takesNext) i++;
    } else if (assigns && /^\w+=/.test(word.text)) {
      assignments.push(assignmentOf(word));
    } else if (left > 0) {
      left--;
    } else {
      return isOne ? { words: words.slice(i), assignments } : undefined;
    }
  }
  return undefined;
}

function assignmentOf(word: ShellWord): ShellAssignment {
  const sign = word.text.indexOf('=');
  const { value, start, end } = word;
  const given: ShellWord = {
    text: word.text.slice(sign + 1),
    pieces: value === undefined ? [undefined] : [value.slice(value.indexOf('=') + 1)],
    value: value?.slice(value.indexOf('=') + 1),
    start: start + sign + 1,
    end,
  };
  return { name: word.text.slice(0, sign), value: given, start, end };
}
