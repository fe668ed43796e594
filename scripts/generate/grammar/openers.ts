// What opens and what ends a heredoc, in patterns that read a line once.
import { type Captures, CONTINUES, type Rule } from './rule';

/** A piece of a line that quotes cannot be cut in; atomic, so that no line is read twice. */
export const PIECE = String.raw`(?>[^"'\\\n]|\\.|"(?>[^"\\\n]|\\.)*+"|'[^'\n]*+')`;
/** Where BuildKit cannot cut a line into words, it has no heredocs. */
export const QUOTES_CLOSE = String.raw`(?=${PIECE}*+\\?[ \t]*$)`;
export const OPERATOR = String.raw`(?<!\S)\d*<<`;
/** Three groups: the dash, the quote, the name. */
export const FIRST_OPENER = String.raw`${OPERATOR}(-?)(?:(?<!-)[ \t]+)?\\?(["']?)((?:[^\s<"'\\$]|\$(?!\{))++)\2(?=\s|$)`;
export const OPENER = String.raw`${OPERATOR}-?(?:(?<!-)[ \t]+)?\\?["']?(?:[^\s<"'\\$]|\$(?!\{))++["']?(?=\s|$)`;
export const next = (what: string): string => `(?>${PIECE}*?${what})`;

/** The terminator; tabs before it count only where the opener had a dash, which `(?!)` without one sees to. */
export const TERMINATOR = String.raw`(?:(?!\1)\t*|)(\3)$`;
export const HEAD = String.raw`((?:(?!${CONTINUES})[^\n])*+)`;
export const TEXT = 'string.unquoted.heredoc.dockerfile';
export const ENDS: Captures = { 1: { name: 'keyword.control.heredoc-token.dockerfile' } };

export const marker: Rule = {
  match: String.raw`(${OPERATOR}-?)(?:(?<!-)[ \t]+)?(\\?(["']?)(?:[^\s<"'\\$]|\$(?!\{))++\3)(?=\s|$)`,
  captures: {
    1: { name: 'keyword.operator.heredoc.dockerfile' },
    2: { name: 'keyword.control.heredoc-token.dockerfile' },
  },
};

export const BODY_LINE: Rule = { match: '^.+', name: TEXT };
