// What a .dockerignore leaves out of the context of a build, as BuildKit reads it.
// Source: github.com/moby/patternmatcher, patternmatcher.go and ignorefile/ignorefile.go; Go's path.Clean.

interface Pattern {
  readonly isException: boolean;
  readonly matches: (path: string) => boolean;
}

/** Longer patterns are written by no person: what they mean is not asked. */
const MAX_PATTERN = 1_000;

export class IgnoredFiles {
  private constructor(private readonly patterns: readonly Pattern[]) {}

  /** Undefined where BuildKit refuses the file. */
  static read(text: string): IgnoredFiles | undefined {
    const patterns: Pattern[] = [];
    for (const line of patternsIn(text)) {
      const pattern = patternOf(line);
      if (!pattern) return undefined;
      patterns.push(pattern);
    }
    return new IgnoredFiles(patterns);
  }

  /** Whether a file is left out: `path` is clean, relative to the context, with `/`. The last pattern that matches decides. */
  leavesOut(path: string): boolean {
    const parts = path.split('/');
    const folders = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/'));
    let isLeftOut = false;
    for (const { isException, matches } of this.patterns) {
      if (isException !== isLeftOut) continue;
      if (matches(path) || folders.some(matches)) isLeftOut = !isException;
    }
    return isLeftOut;
  }
}

/** The lines that are patterns, cleaned, with `!` before exceptions. */
export function patternsIn(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      if (line.startsWith('#')) return [];
      const trimmed = line.trim();
      if (trimmed === '') return [];
      const isException = trimmed.startsWith('!');
      const pattern = isException ? trimmed.slice(1).trim() : trimmed;
      const cleaned = pattern === '' ? '' : cleanPath(pattern);
      const relative = cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
      return [isException ? `!${relative}` : relative];
    });
}

/** As Go's path.Clean: no doubled slashes, no `.`, `..` taken with the name before it. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return `${isRooted ? '/' : ''}${parts.join('/')}` || '.';
}

function patternOf(line: string): Pattern | undefined {
  const isException = line.startsWith('!');
  const pattern = isException ? line.slice(1) : line;
  if (pattern === '' || pattern.length > MAX_PATTERN) return undefined;
  const matches = matcherOf(pattern);
  return matches && { isException, matches };
}

type Kind = 'exact' | 'prefix' | 'suffix' | 'regexp';

function matcherOf(pattern: string): Pattern['matches'] | undefined {
  let kind: Kind = 'exact';
  let source = '';
  for (let i = 0, token = 0; i < pattern.length; token++) {
    const char = pattern.charAt(i++);
    if (char === '*' && pattern[i] === '*') {
      i++;
      if (pattern[i] === '/') i++;
      if (i < pattern.length) {
        source += '(?:.*/)?';
        kind = 'regexp';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        source += '.*';
        kind = 'regexp';
      }
      if (token === 0) kind = 'suffix';
    } else if (char === '*' || char === '?') {
      source += char === '*' ? '[^/]*' : '[^/]';
      kind = 'regexp';
    } else if (char === '\\') {
      source += i < pattern.length ? literal(pattern.charAt(i++)) : '\\\\';
      kind = 'regexp';
    } else if (char === '[' || char === ']') {
      source += char;
      kind = 'regexp';
    } else source += escaped(char);
  }
  switch (kind) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix':
      return (path) => path.startsWith(pattern.slice(0, -2));
    case 'suffix': {
      const suffix = pattern.slice(2);
      return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    case 'regexp':
      return regexMatcher(source);
    default:
      return kind satisfies never;
  }
}

/** Not `^` and `-`, which mean something between brackets. */
const escaped = (char: string): string => (/[.+(){}|$]/.test(char) ? `\\${char}` : char);

const literal = (char: string): string => (/\w/.test(char) ? char : `\\${char}`);

/** Undefined for a range of characters that is none: BuildKit refuses it. */
function regexMatcher(source: string): Pattern['matches'] | undefined {
  try {
    const regex = new RegExp(`^${source}$`, 's');
    return (path) => regex.test(path);
  } catch {
    return undefined;
  }
}
