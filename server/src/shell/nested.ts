// Scripts given to a command as text: `sh -c '…'`, `eval …`, `su -c '…'`.
import type { ShellRedirect, ShellWord } from './command';

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

export const isShell = (program: string | undefined): boolean => program !== undefined && SHELLS.has(program);

/** The word that holds a script which the command runs. */
export function nestedScript(program: string | undefined, args: readonly ShellWord[]): ShellWord | undefined {
  if (program === 'eval') return joined(args);
  if (program === 'env') return behind(args, /^(?:-S|--split-string)$/);
  if (program === 'su' || program === 'runuser') return behind(args, /^(?:-c|--command)$/);
  if (!isShell(program)) return undefined;
  for (let i = 0; i < args.length; i++) {
    const option = args[i]?.value ?? '';
    if (!/^[-+]/.test(option) || option === '--') return undefined;
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(option)) return firstOperand(args.slice(i + 1), /o/.test(option) ? 1 : 0);
    if (/^[-+][a-zA-Z]*[oO]$/.test(option) || /^--(?:rcfile|init-file)$/.test(option)) i++;
  }
  return undefined;
}

/** Options may follow -c: `bash -c -e 'script'`. */
function firstOperand(args: readonly ShellWord[], skip: number): ShellWord | undefined {
  const rest = args.slice(skip);
  return rest.find(({ value }) => value === undefined || !/^[-+]./.test(value));
}

function behind(args: readonly ShellWord[], option: RegExp): ShellWord | undefined {
  const index = args.findIndex(({ value }) => value !== undefined && option.test(value));
  return index < 0 ? undefined : args[index + 1];
}

/** eval puts its words together with spaces between them. */
function joined(words: readonly ShellWord[]): ShellWord | undefined {
  const [first, ...rest] = words;
  const last = rest.at(-1);
  if (!first || !last) return first;
  const isConstant = words.every(({ value }) => value !== undefined);
  return {
    text: words.map(({ text }) => text).join(' '),
    pieces: words.flatMap(({ pieces }, i) => (i === 0 ? pieces : [' ', ...pieces])),
    value: isConstant ? words.map(({ value }) => value).join(' ') : undefined,
    start: first.start,
    end: last.end,
  };
}

/** The here-string that a shell reads as its script: `bash <<< 'script'`. */
export function givenScript(
  program: string | undefined,
  args: readonly ShellWord[],
  redirects: readonly ShellRedirect[],
): ShellWord | undefined {
  if (!isShell(program) || args.some(({ value }) => value === undefined || !/^[-+]./.test(value))) return undefined;
  const input = redirects.findLast(({ operator, descriptor = 0 }) => descriptor === 0 && operator.startsWith('<'));
  return input?.operator === '<<<' ? input.target : undefined;
}
