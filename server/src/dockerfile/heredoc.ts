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

/** The heredocs that a logical line opens. Where the line itself cannot be lexed BuildKit goes on as if it had none. */
export function heredocsOf(line: string): OpenedHeredocs {
  const words = attempt(() => heredocWords(line, { quotes: true, escapes: true }));
  if (words instanceof LexError) return { heredocs: [] };
  const heredocs: Opened[] = [];
  for (const word of words) {
    const match = HEREDOC.exec(word);
    const rest = match?.[3];
    if (!match || !rest) continue;
    const unquoted = attempt(() => heredocWords(rest, { quotes: false, escapes: false }));
    if (unquoted instanceof LexError)
      return { heredocs, problem: `failed to process ${quote(rest)}: ${unquoted.message}` };
    const [name] = unquoted;
    if (unquoted.length !== 1 || name === undefined) continue;
    const quoted = attempt(() => heredocWords(rest, { quotes: true, escapes: false }));
    if (quoted instanceof LexError) return { heredocs, problem: `failed to process ${quote(rest)}: ${quoted.message}` };
    if (quoted.length !== 1) {
      return { heredocs, problem: `internal lexing of heredoc produced inconsistent results: ${rest}` };
    }
    const descriptor = Number(match[1] || 0);
    heredocs.push({
      name,
      expand: quotesIn(name) === quotesIn(quoted[0] ?? ''),
      chomp: match[2] === '-',
      descriptor: Math.min(descriptor, MAX_DESCRIPTOR),
    });
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
