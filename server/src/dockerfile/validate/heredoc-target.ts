// Whether a word of COPY or ADD is a heredoc. Source: BuildKit, parser/parser.go, MustParseHeredoc.
import { heredocWords, LexError } from '../heredoc-words';

const HEREDOC = /^[0-9]*<<-?[\t\n\f\r ]*([^<]+)$/;

export function isHeredoc(word: string): boolean {
  if (!word.includes('<<')) return false;
  const rest = HEREDOC.exec(word)?.[1];
  if (rest === undefined) return false;
  try {
    const words = heredocWords(rest, { quotes: false, escapes: false });
    return words.length === 1 && heredocWords(rest, { quotes: true, escapes: false }).length === 1;
  } catch (error) {
    if (error instanceof LexError || error instanceof RangeError) return false;
    throw error;
  }
}
