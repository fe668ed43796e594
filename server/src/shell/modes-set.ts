// The modes that a command gives to files: chmod, also behind find -exec, install -m, mkdir -m, umask.
import type { ShellCommand, ShellWord } from './command';

export interface ModeSet {
  readonly program: 'chmod' | 'install' | 'mkdir' | 'umask';
  /** The word that holds the mode, and how many of its characters stand before it: `-m` of `-m777`. */
  readonly word: ShellWord;
  readonly skip: number;
  /** What gets the mode, for chmod. */
  readonly targets: readonly ShellWord[];
}

const FIND_RUNS = /^-(?:exec|execdir|ok|okdir)$/;
/** Short options of install and mkdir that take a value. */
const WITH_VALUE: Readonly<Record<'install' | 'mkdir', string>> = { install: 'gmotS', mkdir: 'mZ' };

export function modeSet({ program, args }: ShellCommand): ModeSet | undefined {
  switch (program) {
    case 'chmod':
      return chmod(args);
    case 'find': {
      const at = args.findIndex(({ value }, i) => value === 'chmod' && FIND_RUNS.test(args[i - 1]?.value ?? ''));
      return at < 0 ? undefined : chmod(args.slice(at + 1));
    }
    case 'umask': {
      const word = args.find(({ value }) => value !== undefined && !value.startsWith('-'));
      return word && { program, word, skip: 0, targets: [] };
    }
    case 'install':
    case 'mkdir':
      return optionMode(program, args);
    default:
      return undefined;
  }
}

function chmod(args: readonly ShellWord[]): ModeSet | undefined {
  if (args.some(({ text }) => text.startsWith('--reference'))) return undefined;
  const [word, ...targets] = args.filter(({ text }) => !/^-[a-zA-Z-]/.test(text));
  return word && { program: 'chmod', word, skip: 0, targets };
}

function optionMode(program: 'install' | 'mkdir', args: readonly ShellWord[]): ModeSet | undefined {
  for (const [i, word] of args.entries()) {
    const { text } = word;
    const next = args[i + 1];
    if (text === '--mode') return next && { program, word: next, skip: 0, targets: [] };
    if (text.startsWith('--mode=')) return { program, word, skip: '--mode='.length, targets: [] };
    if (!/^-[a-zA-Z]/.test(text)) continue;
    const letters = [...text.slice(1)];
    const at = letters.findIndex((letter) => WITH_VALUE[program].includes(letter));
    if (at < 0 || letters[at] !== 'm') continue;
    if (at < letters.length - 1) return { program, word, skip: at + 2, targets: [] };
    return next && { program, word: next, skip: 0, targets: [] };
  }
  return undefined;
}
