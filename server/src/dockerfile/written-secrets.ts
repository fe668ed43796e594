// Secrets that are written out in a Dockerfile, found once for each instruction and each comment, however often a rule asks.
import { findSecrets } from '../secrets/by-value';
import type { Secret } from '../secrets/secret';
import { Memo, ownCopy } from '../text/memo';
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
const inInstructions = new WeakMap<Instruction, WrittenSecrets>();
const inComments = new Memo<readonly Secret[]>(MEMO_CHARACTERS);

export function secretsWrittenIn(instruction: Instruction): WrittenSecrets {
  let secrets = inInstructions.get(instruction);
  if (!secrets) {
    secrets = readSecrets(instruction);
    inInstructions.set(instruction, secrets);
  }
  return secrets;
}

function readSecrets({ text, heredocs }: Instruction): WrittenSecrets {
  const inLine = findSecrets(text);
  if (inLine.length === 0 && heredocs.length === 0) return NOTHING;
  const inBodies = heredocs.flatMap((heredoc) => findSecrets(heredoc.content).map((secret) => ({ heredoc, secret })));
  return { inLine, inBodies };
}

/** Comments stand between instructions, and between the lines of one; never in a heredoc. */
export function secretsInComments({ lines, instructions }: DockerfileSyntax): { line: number; secret: Secret }[] {
  const found: { line: number; secret: Secret }[] = [];
  let from = 0;
  const lookUntil = (to: number): void => {
    for (let line = from; line < to; line++) {
      const text = lines[line] ?? '';
      if (isComment(text)) for (const secret of secretsInComment(text)) found.push({ line, secret });
    }
  };
  for (const { line, instruction } of instructions) {
    lookUntil(line);
    from = line + 1;
    lookUntil(line + instruction.headLineCount);
    from = line + instruction.lineCount;
  }
  lookUntil(lines.length);
  return found;
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
