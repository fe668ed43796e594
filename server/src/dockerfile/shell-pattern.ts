// The patterns of `${v#p}`, `${v%p}` and `${v/p/r}`: `*`, `?` and escapes. Matched without regular expressions, so that no
// input is slow; a text that is too long for that is unknown.

const MAX_LENGTH = 2_000;

type Token = { readonly kind: 'any' } | { readonly kind: 'one' } | { readonly kind: 'text'; readonly text: string };

function tokensOf(pattern: string, escape: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i] ?? '';
    if (c === '*') tokens.push({ kind: 'any' });
    else if (c === '?') tokens.push({ kind: 'one' });
    else tokens.push({ kind: 'text', text: c === escape ? (characters[++i] ?? '') : c });
  }
  return tokens;
}

/** Which lengths the pattern can match from `start` on: walks the text once with the set of places in the pattern. */
function matchLengths(tokens: readonly Token[], characters: readonly string[], start: number): number[] {
  const lengths: number[] = [];
  let places = spread(new Set([0]), tokens);
  for (let i = start; ; i++) {
    if (places.has(tokens.length)) lengths.push(i - start);
    if (i >= characters.length || places.size === 0) return lengths;
    const next = new Set<number>();
    for (const place of places) {
      const token = tokens[place];
      if (token?.kind === 'any') next.add(place);
      else if (token?.kind === 'one' || (token?.kind === 'text' && token.text === characters[i])) next.add(place + 1);
    }
    places = spread(next, tokens);
  }
}

function spread(places: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const place of places) if (tokens[place]?.kind === 'any') places.add(place + 1);
  return places;
}

interface TrimOptions {
  readonly escape: string;
  readonly atEnd: boolean;
  readonly longest: boolean;
}

/** How many UTF-16 units a `#` or `%` takes off; undefined for a text too long to try. */
export function patternLength(pattern: string, text: string, options: TrimOptions): number | undefined {
  if (text.length > MAX_LENGTH || pattern.length > MAX_LENGTH) return undefined;
  const forward = tokensOf(pattern, options.escape);
  const tokens = options.atEnd ? forward.reverse() : forward;
  const characters = options.atEnd ? [...text].reverse() : [...text];
  const lengths = matchLengths(tokens, characters, 0);
  const count = options.longest ? lengths.at(-1) : lengths[0];
  return characters.slice(0, count ?? 0).join('').length;
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
  const tokens = tokensOf(pattern, escape);
  const characters = [...text];
  let out = '';
  for (let i = 0; i < characters.length; ) {
    const longest = matchLengths(tokens, characters, i).at(-1);
    if (!longest) {
      out += characters[i++];
      continue;
    }
    out += replacement;
    i += longest;
    if (!all) return out + characters.slice(i).join('');
  }
  return out;
}
