// The parts of a TextMate grammar that ours are made of.

export interface Captures {
  readonly [group: string]: { readonly name?: string; readonly patterns?: readonly Rule[] };
}

export type Rule =
  | { readonly include: string }
  | { readonly patterns: readonly Rule[] }
  | { readonly match: string; readonly name?: string; readonly captures?: Captures }
  | (Region & { readonly end: string; readonly endCaptures?: Captures })
  | (Region & { readonly while: string });

interface Region {
  readonly begin: string;
  readonly beginCaptures?: Captures;
  readonly name?: string;
  readonly contentName?: string;
  readonly patterns?: readonly Rule[];
}

export const include = (name: string): Rule => ({ include: name });

/** Never matches: what begins so ends with what holds it. */
export const NEVER = '(?!)';

/** The character that continues a logical line, with the end of its physical one. A doubled one does not. */
export const CONTINUES = String.raw`(?<!\\)\\[ \t]*\n`;
export const ESCAPE = 'constant.character.escape.line-continuation.dockerfile';

/**
 * Ends what stands on one line alone. `\G` holds at the start of a line as long as the rule on top began with the end of a
 * line: that is how one line knows that the one before it was continued.
 */
export const LOGICAL_END = String.raw`^(?!\G)|(?<=\S)[ \t]*$`;
/** Goes on from line to line as long as the logical line does, whatever the embedded language has open. */
export const LOGICAL_WHILE = String.raw`\G`;

export const KEYWORD: Captures = {
  1: { name: 'keyword.control.dockerfile' },
  2: { name: 'keyword.other.special-method.dockerfile' },
};
export const instruction = (keywords: string): string => String.raw`^\s*(?:(?i:(ONBUILD))\s+)?(?i:(${keywords}))(?=\s)`;

/** Alone, the shell's grammar sees a command only at the start of a line, and `RUN` stands there. */
export const SHELL_LINE: readonly Rule[] = [
  {
    begin: String.raw`(?<=\s)(?=[^\s!&()<>\[{|;#\\])(?!(?:case|coproc|do|done|elif|else|esac|fi|for|function|if|in|select|then|time|until|while)\b)`,
    end: String.raw`(?=[\n&);\x60{|}]|[ \t]*#|$)(?<!\\)`,
    name: 'meta.statement.shell',
    patterns: [include('source.shell#typical_statements')],
  },
  include('source.shell'),
];
