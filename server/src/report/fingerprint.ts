// A name for a finding that stays when lines move: what it says and the text it says it of, not where that stands.
import type { Finding } from '../rule/finding';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const utf8 = new TextEncoder();

/** FNV-1a of 64 bits over UTF-8, 16 hexadecimal digits. */
export function fnv1a(text: string): string {
  let hash = OFFSET;
  for (const byte of utf8.encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
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
