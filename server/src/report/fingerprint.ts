// A name for a finding that stays when lines move: what it says and the text it says it of, not where that stands.
import type { Finding } from '../rule/finding';

/** The low half of the prime 2^40 + 0x1b3. */
const PRIME = 0x1b3;
const NOT_ASCII = /[^\0-\x7f]/;
const utf8 = new TextEncoder();

/** FNV-1a of 64 bits over UTF-8, 16 hexadecimal digits. */
export function fnv1a(text: string): string {
  // Four digits of 16 bits, the lowest first: a fiftieth of what BigInt takes.
  let a = 0x2325;
  let b = 0x8422;
  let c = 0x9ce4;
  let d = 0xcbf2;
  const bytes = asBytes(text);
  for (let i = 0; i < bytes.length; i++) {
    a ^= bytes.charCodeAt(i);
    const low = a * PRIME;
    const second = b * PRIME + (low >>> 16);
    const third = c * PRIME + (a << 8) + (second >>> 16);
    const top = d * PRIME + (b << 8) + (third >>> 16);
    a = low & 0xffff;
    b = second & 0xffff;
    c = third & 0xffff;
    d = top & 0xffff;
  }
  return hex(d) + hex(c) + hex(b) + hex(a);
}

const hex = (digit: number): string => digit.toString(16).padStart(4, '0');

/** One character for each byte of UTF-8: most lines are that already. */
const asBytes = (text: string): string =>
  NOT_ASCII.test(text) ? Array.from(utf8.encode(text), (byte) => String.fromCharCode(byte)).join('') : text;

/** A line longer than this is known by its beginning and by what stands at the finding. */
const MAX_CHARACTERS = 500;

/** Of the findings of one file, which are named in their order. */
export class Fingerprints {
  private readonly seen = new Map<string, { readonly hash: string; count: number }>();

  constructor(private readonly lines: readonly string[]) {}

  of({ rule, range: { start } }: Finding): string {
    const line = this.lines[start.line] ?? '';
    const near =
      line.length <= MAX_CHARACTERS
        ? line
        : line.slice(0, MAX_CHARACTERS) + line.slice(start.character, start.character + MAX_CHARACTERS);
    const key = `${rule}\n${near.trim()}`;
    let said = this.seen.get(key);
    if (!said) {
      said = { hash: fnv1a(key), count: 0 };
      this.seen.set(key, said);
    }
    said.count++;
    return `${said.hash}:${said.count}`;
  }
}
