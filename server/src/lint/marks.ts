// The lines of a file that may silence something.
import { type MarkedLine as LineMarked, linesMarked } from '../dockerfile/marked-lines';
import { isComment, withoutBom, withoutCarriageReturn } from '../dockerfile/physical-line';
import { type ForeignIgnore, foreignIgnores, trailingIgnores } from './foreign-comments';
import { type OwnComment, ownComment } from './own-comments';

/** What a line says, wherever it stands. Of a comment that ends an instruction's line only what other tools read there. */
export interface Mark {
  readonly kind: 'comment' | 'trailing';
  readonly own?: OwnComment;
  readonly ignores: readonly ForeignIgnore[];
}

export type MarkedLine = LineMarked<Mark>;

/** So that other lines cost nothing. */
export const NAMED = /hullwright|hadolint|tally|trivy:|checkov:|bridgecrew:|nosemgrep|kics-scan|nosonar/i;

/** From top to bottom. In a heredoc's body they mean nothing. */
export const markedLines = linesMarked(markOf);

function markOf(raw: string, isFirst: boolean): Mark | undefined {
  if (!raw.includes('#') || !NAMED.test(raw)) return undefined;
  const text = withoutCarriageReturn(raw);
  const isWhole = isComment(isFirst ? withoutBom(text) : text);
  const mark: Mark = isWhole
    ? { kind: 'comment', own: ownComment(text), ignores: foreignIgnores(text) }
    : { kind: 'trailing', ignores: trailingIgnores(text) };
  return mark.own || mark.ignores.length > 0 ? mark : undefined;
}
