// The `.env` file beside a Compose file: variables that Compose puts in.
import { interpolate } from './interpolate';

const KEY = /^(?:export[ \t]+)?([^\s=:]+)[ \t]*([=:]|$)/;

/** By name. Undefined where Compose refuses the file. */
export function readEnvFile(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  const lookup = (name: string): string | undefined => found.get(name);
  const lines = text.replace(/^\ufeff/, '').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    const key = KEY.exec(line);
    const name = key?.[1];
    if (name === undefined || !/^[\p{L}\p{N}_.[\]-]+$/u.test(name)) return undefined;
    if (key?.[2] === '') continue;
    const rest = line.slice(key?.[0].length ?? 0).trimStart();
    const quote = rest[0];
    if (quote !== '"' && quote !== "'") {
      const plain = (rest.split(' #')[0] ?? '').trimEnd();
      found.set(name, interpolate(plain, lookup).unset);
      continue;
    }
    const quoted = [rest, ...lines.slice(at + 1)].join('\n');
    const end = closingQuote(quoted, quote);
    if (end < 0) return undefined;
    const inner = quoted.slice(1, end);
    at += inner.split('\n').length - 1;
    found.set(name, quote === "'" ? inner.replaceAll("\\'", "'") : interpolate(unescaped(inner), lookup).unset);
  }
  return found;
}

function closingQuote(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  $: '$$',
};

const unescaped = (text: string): string =>
  text.replace(/\\(?:([abfnrtv"\\$])|0(\d{1,3}))/g, (whole, letter: string | undefined, octal: string | undefined) => {
    if (letter !== undefined) return ESCAPES[letter] ?? whole;
    return octal !== undefined && /^[0-7]+$/.test(octal) ? String.fromCharCode(Number.parseInt(octal, 8)) : whole;
  });
