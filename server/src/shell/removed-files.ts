// Which files a command deletes.
import type { ShellCommand, ShellWord } from './command';
import { readArguments } from './options';

const REMOVERS: ReadonlySet<string> = new Set(['rm', 'shred', 'unlink', 'srm', 'rmdir', 'wipe']);

/** The programs that delete files. */
export const REMOVES_FILES: readonly string[] = [...REMOVERS, 'find', 'trap'];

export function removedFiles(command: ShellCommand): readonly ShellWord[] {
  const { program = '', args } = command;
  if (program === 'find') return foundFiles(args);
  if (program === 'trap') return args.slice(0, 1);
  return REMOVERS.has(program) ? readArguments(args, { short: 'ns' }).operands : [];
}

/** What find deletes, by the names that it looks for. */
function foundFiles(args: readonly ShellWord[]): readonly ShellWord[] {
  if (!args.some(({ value }) => value === '-delete' || value === 'rm')) return [];
  return args.filter((_, i) => /^-i?(?:name|path)$/.test(args[i - 1]?.value ?? ''));
}

/** `~`, `$HOME` and `/root` are one; quotes and slashes at the end are nothing. */
export const samePath = (path: string): string =>
  path
    .replace(/["']/g, '')
    .replace(/^(?:~|\$HOME|\$\{HOME\}|\/root)(?=\/|$)/, '~')
    .replace(/^\.\//, '')
    .replace(/(?:\/\*|\/)+$/, '');

/** Whether what is deleted takes the file along, spelt by `samePath`: itself, a folder above it, a pattern. */
export function covers(removed: ShellWord, file: string): boolean {
  const text = samePath(removed.value ?? removed.text);
  if (text === '' || text === '.' || file === '') return false;
  if (text === file || file.startsWith(`${text}/`)) return true;
  return text.includes('*') && patternOf(text).test(file);
}

/** As above; also where folders differ, as they do behind `cd`, and in what trap is given. */
export function removes(removed: ShellWord, path: string): boolean {
  const file = samePath(path);
  if (covers(removed, file)) return true;
  const text = samePath(removed.value ?? removed.text);
  if (text === '' || file === '') return false;
  return file.endsWith(`/${text}`) || text.endsWith(`/${file}`) || (text.includes(' ') && text.includes(file));
}

function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
