// Secrets that are written out in a Dockerfile, found once for each instruction and each comment, however often a rule asks.
import { findSecrets } from '../secrets/by-value';
import type { Secret } from '../secrets/secret';
import { Memo, ownCopy } from '../text/memo';
import { once } from '../text/once';
import { instructionAt } from './instruction-at';
import { linesMarked } from './marked-lines';
import { isComment } from './physical-line';
import type { DockerfileSyntax, Heredoc, Instruction } from './syntax';

export interface WrittenSecrets {
  /** Their offsets count in the instruction's text. */
  readonly inLine: readonly Secret[];
  /** Their offsets count in the heredoc's content. */
  readonly inBodies: readonly { readonly heredoc: Heredoc; readonly secret: Secret }[];
}

const NONE: readonly Secret[] = [];
const NOTHING: WrittenSecrets = { inLine: NONE, inBodies: [] };
const MEMO_CHARACTERS = 500_000;
const inComments = new Memo<readonly Secret[]>(MEMO_CHARACTERS);

export const secretsWrittenIn = once(({ text, heredocs }: Instruction): WrittenSecrets => {
  const inLine = findSecrets(text);
  if (heredocs.length === 0) return inLine.length === 0 ? NOTHING : { inLine, inBodies: NOTHING.inBodies };
  const inBodies = heredocs.flatMap((heredoc) => findSecrets(heredoc.content).map((secret) => ({ heredoc, secret })));
  return { inLine, inBodies };
});

/** Comments stand between instructions, and between the lines of one; never in a heredoc. */
export function secretsInComments(syntax: DockerfileSyntax): { line: number; secret: Secret }[] {
  return commentsWithSecrets(syntax).flatMap(({ line, mark }) =>
    isInHeredoc(syntax, line) ? [] : mark.map((secret) => ({ line, secret })),
  );
}

const commentsWithSecrets = linesMarked((text) => {
  const secrets = text.includes('#') && isComment(text) ? secretsInComment(text) : NONE;
  return secrets.length > 0 ? secrets : undefined;
});

function isInHeredoc({ instructions }: DockerfileSyntax, line: number): boolean {
  const placed = instructionAt(instructions, line);
  return placed !== undefined && line >= placed.line + placed.instruction.headLineCount;
}

function secretsInComment(text: string): readonly Secret[] {
  const known = inComments.get(text);
  if (known) return known;
  const own = ownCopy(text);
  // A command that is commented out sets no password.
  const secrets = findSecrets(own).filter(({ kind }) => kind !== 'account-password');
  inComments.set(own, secrets);
  return secrets;
}
