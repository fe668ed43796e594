// Where our own reader and the grammar differ: on where an instruction begins, and on what is a heredoc's body.
import type { IGrammar } from 'vscode-textmate';
import { readDockerfile } from '../../server/src/dockerfile/read';
import type { Instruction } from '../../server/src/dockerfile/syntax';
import { type Token, type TokenLine, tokenize } from './tokenizer';

const KEYWORD = /^keyword\.(?:control|other\.special-method)\.dockerfile$/;
const BODY = /^(?:meta\.embedded\.block|string\.unquoted\.heredoc)\./;
const TERMINATOR = 'keyword.control.heredoc-token.dockerfile';
const OURS = /^meta\.(?:embedded|instruction|heredoc|gap)\b/;

/** The first one: what follows it is its consequence. */
export function difference(grammar: IGrammar, text: string): string | undefined {
  const lines = tokenize(grammar, text);
  for (const { line, instruction } of readDockerfile(text.replaceAll('\r\n', '\n')).instructions) {
    if (instruction.problem) return undefined;
    const at = (offset: number): TokenLine | undefined => lines[line + offset];
    const tokens = at(0)?.tokens ?? [];
    // A quote that the host's grammar waits for is the host's to show.
    if (tokens[0]?.scopes.some((scope) => scope.startsWith('string.quoted') && scope.endsWith('.dockerfile')))
      return undefined;
    const keyword = tokens.find(({ scopes }) => scopes.some((scope) => KEYWORD.test(scope)));
    if (!keyword || isOurs(tokens[0])) return `line ${line + 1}: ${instruction.name} does not begin`;
    const problem = bodiesOf(instruction, at);
    if (problem) return `line ${line + 1}: ${problem}`;
  }
  return undefined;
}

const isOurs = (token: Token | undefined): boolean =>
  token?.scopes.some((scope) => OURS.test(scope) && scope !== 'meta.instruction.dockerfile') ?? false;

function bodiesOf({ heredocs }: Instruction, at: (offset: number) => TokenLine | undefined): string | undefined {
  for (const { name, line, lineCount } of heredocs) {
    for (let offset = line; offset < line + lineCount; offset++) {
      const isBody = at(offset)?.tokens.every(({ scopes }) => scopes.some((scope) => BODY.test(scope)));
      if (!isBody) return `${name} is not open ${offset} lines below`;
    }
    const isEnd = at(line + lineCount)?.tokens.some(({ scopes }) => scopes.includes(TERMINATOR));
    if (!isEnd) return `${name} does not end ${line + lineCount} lines below`;
  }
  return undefined;
}
