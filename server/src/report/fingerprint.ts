// A name for a finding that stays when lines move: what it says and the text it says it of, not where that stands.
import type { Finding } from '../rule/finding';

/** The low half of the prime 2^40 + 0x1b3. */
const PRIME = 0x1b3;
const utf8 = new TextEncoder();

/** FNV-1a of 64 bits over UTF-8, 16 hexadecimal digits. */
export function fnv1a(text: string): string {
  // Four digits of 16 bits, the lowest first: a fiftieth of what BigInt takes.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of utf8.encode(text)) {
    a ^= byte;
    const [low, middle, high, top] = [a * PRIME, b * PRIME, c * PRIME + (a << 8), d * PRIME + (b << 8)];
    const second = middle + (low >>> 16);
    const third = high + (second >>> 16);
    a = low & 0xffff;
    b = second & 0xffff;
    c = third & 0xffff;
    d = (top + (third >>> 16)) & 0xffff;
  }
  return [d, c, b, a].map((digit) => digit.toString(16).padStart(4, '0')).join('');
}

/** A line longer than this is known by its beginning and by what stands at the finding. */
const MAX_CHARACTERS = 500;

/** One for each finding of a file, in their order. */
export function fingerprints(lines: readonly string[], findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, range }) => {
    const line = lines[range.start.line] ?? '';
    const near =
      line.length <= MAX_CHARACTERS
        ? line
        : line.slice(0, MAX_CHARACTERS) + line.slice(range.start.character, range.start.character + MAX_CHARACTERS);
    const key = `${rule}\n${near.trim()}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${fnv1a(key)}:${count}`;
  });
}
