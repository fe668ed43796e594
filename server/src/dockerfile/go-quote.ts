// How Go writes a text in quotes (%q, strconv.Quote), and its simple upper case: both stand in BuildKit's messages.
import { lazily } from '../text/lazily';

const printable = lazily(() => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u);
const PLAIN = /^[ !#-[\]-~]*$/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');

/** What is no Unicode in a JavaScript string reaches Go as U+FFFD. */
export const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '\ufffd');

/** strconv.Quote */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const c of wellFormed(text)) out += SHORT[c] ?? (printable().test(c) ? c : escapeOf(c.codePointAt(0) ?? 0));
  return `${out}"`;
}

function escapeOf(code: number): string {
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** The quotes of Go's time package, which writes all but ASCII as bytes. */
export function quoteBytes(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const c of wellFormed(text)) {
    if (c >= ' ' && c <= '\x7f') out += c === '"' || c === '\\' ? `\\${c}` : c;
    else for (const byte of new TextEncoder().encode(c)) out += `\\x${hex(byte, 2)}`;
  }
  return `${out}"`;
}

/** strings.ToUpper: one character stays one character, so that German sharp s stays as it is. */
export function toUpper(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toUpperCase();
  let out = '';
  for (const c of text) {
    const upper = c.toUpperCase();
    out += [...upper].length === 1 ? upper : titleOf(c);
  }
  return out;
}

/** Greek letters with iota subscript have a one-letter capital that JavaScript spells out. */
function titleOf(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0) return String.fromCodePoint(code + 8);
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : c;
}
