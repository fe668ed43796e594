// A shell script to what rules ask of it: its commands and the variables it uses, each with its place. The only file that
// imports unbash.
import { forEachChild, type Command as ParsedCommand, type Word as ParsedWord, parse, type SyntaxNode } from 'unbash';
import { Memo, ownCopy } from '../text/memo';

export interface ShellWord {
  /** As written. */
  readonly text: string;
  /** What the shell makes of it; undefined when that depends on variables, commands or files. */
  readonly value?: string;
  readonly start: number;
  readonly end: number;
}

export interface ShellCommand {
  /** The program, a path as written: `/usr/sbin/useradd`. */
  readonly name: ShellWord;
  readonly args: readonly ShellWord[];
  readonly start: number;
  readonly end: number;
}

export interface ShellScript {
  /** In the order of the text, those of substitutions, functions and subshells included. */
  readonly commands: readonly ShellCommand[];
  /** Names of the variables that are expanded. */
  readonly variables: ReadonlySet<string>;
}

/** Longer scripts are unknown: parsing nested substitutions is not free. */
const MAX_LENGTH = 65_536;
const MEMO_CHARACTERS = 2_000_000;
const memo = new Memo<{ readonly script?: ShellScript }>(MEMO_CHARACTERS);

/** Undefined for what cannot be read as a shell script. */
export function readShell(text: string): ShellScript | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const known = memo.get(text);
  if (known) return known.script;
  const script = walk(text);
  memo.set(ownCopy(text), { script });
  return script;
}

function walk(text: string): ShellScript | undefined {
  const commands: ShellCommand[] = [];
  const variables = new Set<string>();
  try {
    const pending: SyntaxNode[] = [parse(ownCopy(text))];
    for (let node = pending.pop(); node; node = pending.pop()) {
      const children: SyntaxNode[] = [];
      forEachChild(node, (child) => {
        children.push(child);
      });
      pending.push(...children.reverse());
      if (node.type === 'Command' && node.name) commands.push(commandOf(node, node.name));
      else if (node.type === 'ParameterExpansion') variables.add(node.parameter);
      else if (node.type === 'SimpleExpansion') variables.add(node.text.slice(1));
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined; // nested deeper than the parser's stack
    throw error;
  }
  return { commands, variables };
}

function commandOf(command: ParsedCommand, name: ParsedWord): ShellCommand {
  return {
    name: wordOf(name),
    args: command.args.flatMap((arg) => (arg.type === 'Word' ? [wordOf(arg)] : [])),
    start: command.pos,
    end: command.end,
  };
}

const wordOf = (word: ParsedWord): ShellWord => ({
  text: word.text,
  value: isConstant(word) ? word.value : undefined,
  start: word.pos,
  end: word.end,
});

const CONSTANT: ReadonlySet<string> = new Set(['Literal', 'SingleQuoted', 'AnsiCQuoted']);

const isConstant = ({ parts }: ParsedWord): boolean =>
  parts === undefined ||
  parts.every(
    (part) =>
      CONSTANT.has(part.type) || (part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal')),
  );
