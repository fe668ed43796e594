// A command in shell form as exec form, where a shell has nothing to do in it.

import type { ShellWord } from '../shell/command';
import { commandsAt } from './commands';
import type { Stage } from './stages';

const BUILTINS: ReadonlySet<string> = new Set(
  '. : [ alias bg break cd command continue eval exit export fg hash jobs local read readonly return set shift source times trap type ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
/** Unquoted, a shell reads more into it. */
const PATTERN = /[*?[\]{}~]/;

/** The words of a step's only command, `exec` aside. Undefined where a shell is needed, or may be. */
export function execWords(stage: Stage, index: number): readonly string[] | undefined {
  const [at, ...others] = commandsAt(stage, index);
  if (!at || others.length > 0 || at.instruction.json) return undefined;
  const { command, instruction } = at;
  const { wrappers, assignments, redirects, groupRedirects, inputs, name, args } = command;
  if (!name || assignments.length + redirects.length + groupRedirects.length + inputs.length > 0) return undefined;
  const all = [...wrappers.flatMap(({ words }) => words), name, ...args];
  const words = all[0]?.value === 'exec' ? all.slice(1) : all;
  const values = words.map(valueOf);
  if (values.some((value) => value === undefined) || BUILTINS.has(values[0] ?? ':')) return undefined;
  const line = instruction.args.at(-1);
  const isWhole = line !== undefined && !/[;&|<>()#`$\n]/.test(withoutQuoted(line.text));
  return isWhole ? values.flatMap((value) => value ?? []) : undefined;
}

const valueOf = ({ text, value }: ShellWord): string | undefined =>
  value === undefined || (PATTERN.test(text) && !/^(["']).*\1$/.test(text)) ? undefined : value;

const withoutQuoted = (text: string): string => text.replaceAll(/"[^"]*"|'[^']*'/g, '');
