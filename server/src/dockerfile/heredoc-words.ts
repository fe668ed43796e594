// The word lexer with which BuildKit looks for heredocs in a logical line: no variable is set, unset ones stay as they
// are written, and the escape character is always a backslash.
// Source: BuildKit, frontend/dockerfile/shell/lex.go.
import { isSpace } from './go-text';

/** The lexer's refusal; its text is BuildKit's. */
export class LexError extends Error {}

const DIGIT = /^\p{Nd}$/u;
const NAME = /^[\p{L}\p{Nd}_]$/u;
const SPECIAL = '@*#?-$!0';
const isOneOf = (set: string, c: string): boolean => c !== '' && set.includes(c);

interface Raw {
  readonly quotes: boolean;
  readonly escapes: boolean;
}

/** The words of a line. Throws LexError where BuildKit's lexer refuses, RangeError where nesting is deeper than the stack. */
export function heredocWords(line: string, raw: Raw): string[] {
  return new Lexer(line, raw).words();
}

class Lexer {
  private readonly characters: readonly string[];
  private at = 0;
  /** The word being read. Shared with the words inside `${…}`: BuildKit drops what was read so far when it enters one. */
  private buffer = '';
  private rawEscapes: boolean;

  constructor(
    source: string,
    private readonly raw: Raw,
  ) {
    this.characters = [...source];
    this.rawEscapes = raw.escapes;
    if (this.characters[0] === '\ufeff') this.at = 1;
  }

  words(): string[] {
    return this.readUntil('', this.rawEscapes, false).words;
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private next(): string {
    return this.characters[this.at++] ?? '';
  }

  private readUntil(stop: string, rawEscapes: boolean, keepPatternEscapes: boolean): { text: string; words: string[] } {
    const outer = this.rawEscapes;
    this.rawEscapes = rawEscapes;
    try {
      return this.readWords(stop, keepPatternEscapes);
    } finally {
      this.rawEscapes = outer;
    }
  }

  private readWords(stop: string, keepPatternEscapes: boolean): { text: string; words: string[] } {
    const words: string[] = [];
    let text = '';
    let inWord = false;
    this.buffer = '';
    const flush = (): void => {
      if (!this.buffer) return;
      words.push(this.buffer);
      this.buffer = '';
    };
    const addRaw = (piece: string): void => {
      this.buffer += piece;
      inWord = true;
    };
    const add = (c: string): void => {
      if (!isSpace(c.charCodeAt(0))) addRaw(c);
      else if (inWord && this.buffer) {
        flush();
        inWord = false;
      }
    };
    while (this.at < this.characters.length) {
      const c = this.peek();
      if (stop && c === stop) {
        this.at++;
        flush();
        return { text, words };
      }
      if (c === '$') {
        const value = this.dollar();
        text += value;
        for (const piece of value) add(piece);
      } else if (c === '<' || c === "'" || c === '"') {
        const value = this.special(c, keepPatternEscapes);
        text += value;
        addRaw(value);
      } else if (c === '\\') {
        this.at++;
        if (this.rawEscapes) {
          addRaw(c);
          text += c;
        }
        const escaped = this.next();
        if (escaped === '') break;
        addRaw(escaped);
        text += escaped;
      } else {
        this.at++;
        add(c);
        text += c;
      }
    }
    if (stop) throw new LexError(`unexpected end of statement while looking for matching ${stop}`);
    flush();
    return { text, words };
  }

  private special(c: '<' | "'" | '"', keepPatternEscapes: boolean): string {
    if (c === '<') return this.lessThan();
    return c === "'" ? this.singleQuoted(keepPatternEscapes) : this.doubleQuoted(keepPatternEscapes);
  }

  private singleQuoted(keepPatternEscapes: boolean): string {
    const quote = this.next();
    let text = this.raw.quotes ? quote : '';
    for (;;) {
      const c = this.next();
      if (c === '') throw new LexError('unexpected end of statement while looking for matching single-quote');
      if (c === quote) return this.raw.quotes ? text + c : text;
      if (keepPatternEscapes && c === '\\') text += c;
      text += c;
    }
  }

  private doubleQuoted(keepPatternEscapes: boolean): string {
    const quote = this.next();
    let text = this.raw.quotes ? quote : '';
    for (;;) {
      const c = this.peek();
      if (c === '') throw new LexError('unexpected end of statement while looking for matching double-quote');
      if (c === '$') {
        text += this.dollar();
        continue;
      }
      this.at++;
      if (c === quote) return this.raw.quotes ? text + c : text;
      if (c !== '\\') {
        text += c;
        continue;
      }
      const escaped = this.peek();
      if (escaped === '') continue;
      const escapable = isOneOf('"$\\', escaped);
      if (this.rawEscapes && (escapable || !this.raw.quotes || keepPatternEscapes)) text += c;
      text += escapable ? this.next() : c;
    }
  }

  /** `<`, or `<<` with the space behind it, which belongs to the word. */
  private lessThan(): string {
    this.at++;
    if (this.peek() !== '<') return '<';
    this.at++;
    let text = '<<';
    while (isOneOf(' \t\r', this.peek())) text += this.next();
    return text;
  }

  private dollar(): string {
    this.at++;
    if (this.peek() !== '{') return `$${this.name()}`;
    this.at++;
    const first = this.peek();
    if (first === '') throw new LexError("syntax error: missing '}'");
    if (isOneOf('{}:', first)) throw new LexError('syntax error: bad substitution');
    const name = this.name();
    let modifier = this.next();
    const shown = modifier === '' ? '\ufffd' : modifier;
    if (modifier === '}') return `\${${name}}`;
    if (modifier === '/') return this.replacement(name);
    const colon = modifier === ':';
    if (colon) modifier = this.next();
    const signs = colon ? shown + (modifier === '' ? '\ufffd' : modifier) : shown;
    if (!colon && !isOneOf('+-?#%', modifier)) throw new LexError(`unsupported modifier (${signs}) in substitution`);
    const isPattern = modifier === '#' || modifier === '%';
    if (colon && isPattern) throw new LexError(`unsupported modifier (${signs}) in substitution`);
    const word = this.inside('}', isPattern, isPattern, "missing '}'");
    return `\${${name}${signs}${word}}`;
  }

  private replacement(name: string): string {
    if (this.peek() === '/') this.at++;
    const pattern = this.inside('/', true, true, "missing '/' in ${}");
    const value = this.inside('}', true, false, "missing '}'");
    return `\${${name}/${pattern}/${value}}`;
  }

  private inside(stop: string, rawEscapes: boolean, keepPatternEscapes: boolean, missing: string): string {
    try {
      return this.readUntil(stop, rawEscapes, keepPatternEscapes).text;
    } catch (error) {
      if (error instanceof LexError && this.peek() === '') throw new LexError(`syntax error: ${missing}`);
      throw error;
    }
  }

  private name(): string {
    const first = this.peek();
    if (isOneOf(SPECIAL, first) && !DIGIT.test(first)) return this.next();
    let name = '';
    if (DIGIT.test(first)) {
      while (DIGIT.test(this.peek())) name += this.next();
      return name;
    }
    while (NAME.test(this.peek())) name += this.next();
    return name;
  }
}
