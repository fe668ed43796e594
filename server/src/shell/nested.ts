// Scripts given to a command as text: `sh -c '…'`, `eval …`, `su -c '…'`.
import type { ShellWord } from './command';

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

export const isShell = (program: string | undefined): boolean => program !== undefined && SHELLS.has(program);

/** The word that holds a script which the command runs. */
export function nestedScript(program: string | undefined, args: readonly ShellWord[]): ShellWord | undefined {
  if (program === 'eval') return args.length === 1 ? args[0] : undefined;
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
