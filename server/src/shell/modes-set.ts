// The modes that a command gives to files: chmod, also behind find -exec, install -m, mkdir -m, umask.
import type { ShellCommand, ShellWord } from './command';

export interface ModeSet {
  readonly program: 'chmod' | 'install' | 'mkdir' | 'umask';
  /** The word that holds the mode, and how many of its characters stand before it: `-m` of `-m777`. */
  readonly word: ShellWord;
  readonly skip: number;
  /** What gets the mode, for chmod. */
  readonly targets: readonly ShellWord[];
  /** It is given to folders alone. */
  readonly isForFolders: boolean;
  readonly isRecursive: boolean;
}

/** The programs that may set one. */
export const PROGRAMS_WITH_MODES: readonly string[] = ['chmod', 'find', 'install', 'mkdir', 'umask'];

const FIND_RUNS = /^-(?:exec|execdir|ok|okdir)$/;
/** Short options of install and mkdir that take a value. */
const WITH_VALUE: Readonly<Record<'install' | 'mkdir', string>> = { install: 'gmotS', mkdir: 'mZ' };

export function modeSet({ program, args }: ShellCommand): ModeSet | undefined {
  switch (program) {
    case 'chmod':
      return chmod(args);
    case 'find': {
      const at = args.findIndex(({ value }, i) => value === 'chmod' && FIND_RUNS.test(args[i - 1]?.value ?? ''));
      const set = at < 0 ? undefined : chmod(args.slice(at + 1));
      const isForFolders = args.some(({ value }, i) => value === '-type' && args[i + 1]?.value === 'd');
      return set && { ...set, isForFolders };
    }
    case 'umask': {
      const word = args.find(({ value }) => value !== undefined && !value.startsWith('-'));
      return word && { program, word, skip: 0, targets: [], isForFolders: false, isRecursive: false };
    }
    case 'install':
    case 'mkdir':
      return optionMode(
        program,
        args,
        program === 'mkdir' || args.some(({ text, value = text }) => /^(?:-[a-zA-Z]*d|--directory$)/.test(value)),
      );
    default:
      return undefined;
  }
}

function chmod(args: readonly ShellWord[]): ModeSet | undefined {
  if (args.some(({ text, value = text }) => value.startsWith('--reference'))) return undefined;
  const [word, ...targets] = args.filter(({ text, value = text }) => !/^-[a-zA-Z-]/.test(value));
  const isRecursive = args.some(({ text, value = text }) => /^(?:-[a-zA-Z]*R|--recursive$)/.test(value));
  return word && { program: 'chmod', word, skip: 0, targets, isForFolders: false, isRecursive };
}

function optionMode(
  program: 'install' | 'mkdir',
  args: readonly ShellWord[],
  isForFolders: boolean,
): ModeSet | undefined {
  const given = { program, targets: [], isForFolders, isRecursive: false };
  for (const [i, word] of args.entries()) {
    const text = word.value ?? word.text;
    const next = args[i + 1];
    if (text === '--mode') return next && { ...given, word: next, skip: 0 };
    if (text.startsWith('--mode=')) return { ...given, word, skip: '--mode='.length };
    if (!/^-[a-zA-Z]/.test(text)) continue;
    const letters = [...text.slice(1)];
    const at = letters.findIndex((letter) => WITH_VALUE[program].includes(letter));
    if (at < 0 || letters[at] !== 'm') continue;
    if (at < letters.length - 1) return { ...given, word, skip: at + 2 };
    return next && { ...given, word: next, skip: 0 };
  }
  return undefined;
}
