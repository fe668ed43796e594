// The patterns of `${v#p}`, `${v%p}` and `${v/p/r}`: `*`, `?` and escapes. Matched without regular expressions, so that no
// input is slow; a text that is too long for that is unknown.

const MAX_LENGTH = 2_000;

/** One character of a pattern; null stands for any. */
type Piece = string | null;

/** A pattern cut at its stars: pieces that match side by side, with anything between the parts. */
function partsOf(pattern: string, escape: string): Piece[][] {
  let part: Piece[] = [];
  const parts = [part];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i] ?? '';
    if (c === '*') {
      part = [];
      parts.push(part);
    } else if (c === '?') part.push(null);
    else part.push(c === escape ? (characters[++i] ?? '') : c);
  }
  return parts;
}

const matchesAt = (part: readonly Piece[], characters: readonly string[], at: number): boolean =>
  at + part.length <= characters.length && part.every((piece, i) => piece === null || piece === characters[at + i]);

function firstMatch(part: readonly Piece[], characters: readonly string[], from: number): number {
  for (let at = from; at + part.length <= characters.length; at++) if (matchesAt(part, characters, at)) return at;
  return -1;
}

function lastMatch(part: readonly Piece[], characters: readonly string[], from: number): number {
  for (let at = characters.length - part.length; at >= from; at--) if (matchesAt(part, characters, at)) return at;
  return -1;
}

/** Where the match that begins at `start` ends; 'never' when none can begin there or further on. */
function matchEnd(
  parts: readonly (readonly Piece[])[],
  characters: readonly string[],
  start: number,
  longest: boolean,
): number | 'none' | 'never' {
  const [first = [], ...others] = parts;
  const last = others.pop();
  if (!matchesAt(first, characters, start)) return 'none';
  let end = start + first.length;
  if (!last) return end;
  for (const part of others) {
    const at = firstMatch(part, characters, end);
    if (at < 0) return 'never';
    end = at + part.length;
  }
  const at = longest ? lastMatch(last, characters, end) : firstMatch(last, characters, end);
  return at < 0 ? 'never' : at + last.length;
}

interface TrimOptions {
  readonly escape: string;
  readonly atEnd: boolean;
  readonly longest: boolean;
}

/** How many UTF-16 units a `#` or `%` takes off; undefined for a text too long to try. */
export function patternLength(pattern: string, text: string, options: TrimOptions): number | undefined {
  if (text.length > MAX_LENGTH || pattern.length > MAX_LENGTH) return undefined;
  const { escape, atEnd, longest } = options;
  const forward = partsOf(pattern, escape);
  const parts = atEnd ? forward.reverse().map((part) => part.reverse()) : forward;
  const characters = atEnd ? [...text].reverse() : [...text];
  const end = matchEnd(parts, characters, 0, longest);
  return typeof end === 'number' ? characters.slice(0, end).join('').length : 0;
}

interface ReplaceOptions {
  readonly escape: string;
  readonly replacement: string;
  readonly all: boolean;
}

/** Undefined: the value is not known. BuildKit reads `$` and escapes in the replacement its own way. */
export function replacePattern(pattern: string, text: string, options: ReplaceOptions): string | undefined {
  const { escape, replacement, all } = options;
  const tooLong = text.length > MAX_LENGTH || pattern.length > MAX_LENGTH;
  if (tooLong || pattern === '' || replacement.includes('$') || replacement.includes(escape)) return undefined;
  const parts = partsOf(pattern, escape);
  const characters = [...text];
  let out = '';
  for (let at = 0; at < characters.length; ) {
    const end = matchEnd(parts, characters, at, true);
    if (end === 'never') return out + characters.slice(at).join('');
    if (end === 'none' || end === at) {
      out += characters[at++];
      continue;
    }
    out += replacement;
    if (!all) return out + characters.slice(end).join('');
    at = end;
  }
  return out;
}
