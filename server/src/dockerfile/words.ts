// How BuildKit's parser cuts arguments into words. The cuts differ by instruction; each keeps where a word stands.
// `at` is the offset of the given text in the logical line.
// Source: BuildKit, frontend/dockerfile/parser/line_parsers.go and split_command.go.
import { byteView, isSpace, leadingSpace } from './go-text';
import type { Word } from './syntax';

const isWhitespace = (code: number): boolean => code === 32 || code === 9 || code === 11 || code === 12 || code === 13;

/** Cut at runs of whitespace; an empty word stands before leading and behind trailing whitespace. */
export function whitespaceWords(text: string, at: number): Word[] {
  const words: Word[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isWhitespace(text.charCodeAt(i))) continue;
    words.push({ text: text.slice(start, i), start: at + start, end: at + i });
    while (i + 1 < text.length && isWhitespace(text.charCodeAt(i + 1))) i++;
    start = i + 1;
    if (i + 1 === text.length) words.push({ text: '', start: at + i + 1, end: at + i + 1 });
    if (i + 1 >= text.length) break;
  }
  return words;
}

/** The first run of whitespace: where it starts and ends. */
export function firstWhitespace(text: string): { start: number; end: number } | undefined {
  let start = 0;
  while (start < text.length && !isWhitespace(text.charCodeAt(start))) start++;
  if (start === text.length) return undefined;
  let end = start;
  while (end < text.length && isWhitespace(text.charCodeAt(end))) end++;
  return { start, end };
}

/** Words of ENV, LABEL and ARG: quotes hold spaces, quotes and escapes stay in the word. */
export function quotedWords(text: string, escape: string, at: number): Word[] {
  const words: Word[] = [];
  const length = text.length;
  let i = 0;
  for (;;) {
    while (i < length && isSpace(text.charCodeAt(i))) i++;
    if (i >= length) return words;
    const start = i;
    let end = i;
    let quote = '';
    let quoted = false;
    for (; i < length; i++) {
      const c = text.charAt(i);
      if (!quote && isSpace(text.charCodeAt(i))) break;
      if (c === escape && quote !== "'" && c !== quote) {
        if (i + 1 === length) continue; // an escape at the very end is dropped
        i++;
      } else if (!quote && (c === '"' || c === "'")) {
        quote = c;
        quoted = true;
      } else if (c === quote) {
        quote = '';
      }
      end = i + 1;
    }
    if (quoted || end > start) words.push({ text: text.slice(start, end), start: at + start, end: at + end });
  }
}

/** Flags before the arguments, and where the arguments begin in the text. */
export function splitFlags(text: string, escape: string, at: number): { flags: Word[]; rest: string; restAt: number } {
  const flags: Word[] = [];
  const first = leadingSpace(text);
  if (!text.startsWith('--', first)) return { flags, rest: text.slice(first), restAt: at + first };
  const { bytes, offset, decode } = byteView(text);
  const length = bytes.length;
  const none = { flags, rest: '', restAt: at + text.length };
  let i = 0;
  for (;;) {
    while (i < length && isSpace(bytes.charCodeAt(i))) i++;
    if (i >= length) return none;
    const found = bytes.charAt(i) === '-' && bytes.charAt(i + 1) === '-';
    if (!found) return { flags, rest: decode(bytes.slice(i)), restAt: at + offset(i) };
    const start = i;
    let word = '';
    let quote = '';
    let quoted = false;
    for (; i < length; i++) {
      let c = bytes.charAt(i);
      if (!quote && isSpace(bytes.charCodeAt(i))) break;
      if (!quote && (c === '"' || c === "'")) {
        quote = c;
        quoted = true;
        continue;
      }
      if (c === quote) {
        quote = '';
        continue;
      }
      if (c === escape) {
        if (i + 1 === length) continue;
        c = bytes.charAt(++i);
      }
      word += c;
    }
    if (word === '--') return i < length ? { flags, rest: decode(bytes.slice(i)), restAt: at + offset(i) } : none;
    if (quoted || word) flags.push({ text: word, start: at + offset(start), end: at + offset(i) });
    if (i >= length) return none;
  }
}
