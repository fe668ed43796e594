// Heredocs: which a logical line opens, and the bodies below it.
// Source: BuildKit, frontend/dockerfile/parser/parser.go.
import { quote } from './go-quote';
import { heredocWords, LexError } from './heredoc-words';
import { withoutCarriageReturn } from './physical-line';
import type { Heredoc } from './syntax';

type Opened = Pick<Heredoc, 'name' | 'expand' | 'chomp' | 'descriptor'>;
export type OpenedHeredocs = { readonly heredocs: readonly Opened[]; readonly problem?: string };

const HEREDOC = /^([0-9]*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const MAX_DESCRIPTOR = 2 ** 64;

const attempt = <T>(read: () => T): T | LexError => {
  try {
    return read();
  } catch (error) {
    if (error instanceof LexError) return error;
    if (error instanceof RangeError) return new LexError('nested too deeply');
    throw error;
  }
};

const quotesIn = (text: string): number => text.replace(/[^'"]/g, '').length;

/** The heredoc that a word opens, undefined for none; BuildKit's refusal as a text. Source: MustParseHeredoc. */
function heredocOf(word: string): Opened | string | undefined {
  const [, descriptor, dash, rest] = HEREDOC.exec(word) ?? [];
  if (!rest) return undefined;
  const unquoted = attempt(() => heredocWords(rest, { quotes: false, escapes: false }));
  if (unquoted instanceof LexError) return `failed to process ${quote(rest)}: ${unquoted.message}`;
  const [name] = unquoted;
  if (unquoted.length !== 1 || name === undefined) return undefined;
  const quoted = attempt(() => heredocWords(rest, { quotes: true, escapes: false }));
  if (quoted instanceof LexError) return `failed to process ${quote(rest)}: ${quoted.message}`;
  if (quoted.length !== 1) return `internal lexing of heredoc produced inconsistent results: ${rest}`;
  return {
    name,
    expand: quotesIn(name) === quotesIn(quoted[0] ?? ''),
    chomp: dash === '-',
    descriptor: Math.min(Number(descriptor || 0), MAX_DESCRIPTOR),
  };
}

/** Whether a word of COPY or ADD opens one. */
export const isHeredoc = (word: string): boolean => word.includes('<<') && typeof heredocOf(word) === 'object';

/** The heredocs that a logical line opens. Where the line itself cannot be lexed BuildKit goes on as if it had none. */
export function heredocsOf(line: string): OpenedHeredocs {
  const words = attempt(() => heredocWords(line, { quotes: true, escapes: true }));
  if (words instanceof LexError) return { heredocs: [] };
  const heredocs: Opened[] = [];
  for (const word of words) {
    const heredoc = heredocOf(word);
    if (typeof heredoc === 'string') return { heredocs, problem: heredoc };
    if (heredoc) heredocs.push(heredoc);
  }
  return { heredocs };
}

/** Reads one body from physical line `from` on. `next` is the line behind its terminator; `line` stays the caller's to fill in. */
export function readBody(
  lines: readonly string[],
  from: number,
  lineLimit: number,
  opened: Opened,
): { content: string; next: number; terminated: boolean; lineCount: number } {
  const body: string[] = [];
  for (let i = from; i < lineLimit; i++) {
    const line = lines[i] ?? '';
    const isLast = i === lines.length - 1;
    if (isLast && line === '') break;
    let candidate = withoutCarriageReturn(line);
    if (opened.chomp) candidate = candidate.replace(/^\t+/, '');
    if (candidate === opened.name) {
      return { content: body.join(''), next: i + 1, terminated: true, lineCount: i - from };
    }
    body.push(isLast ? line : `${line}\n`);
  }
  return {
    content: body.join(''),
    next: Math.min(lineLimit, from + body.length),
    terminated: false,
    lineCount: body.length,
  };
}
