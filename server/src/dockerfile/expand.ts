// Variables in a word, as BuildKit expands them in FROM, USER, ENV and the like: quotes go, `$v` and `${v…}` become values.
// Three answers: a value, a value that a build may replace (the default of an ARG), or undefined: unknown.
// Source: BuildKit, frontend/dockerfile/shell/lex.go.
import { patternLength, replacePattern } from './shell-pattern';

export interface Value {
  readonly text: string;
  /** It comes from the default of an ARG: whoever builds may give another. */
  readonly isDefault: boolean;
}

/** What is known of a variable: its value, that it is not set, or undefined for unknown. */
export type Lookup = (name: string) => Value | 'unset' | undefined;

/** A name of digits holds nothing else. */
const NAME = /\p{Nd}+|[\p{L}_][\p{L}\p{Nd}_]*/uy;
/** What stands for itself wherever it stands in a word, or in double quotes: as much as there is of it. */
const PLAIN = /[^$'"\\`}/]+/y;
const PLAIN_IN_QUOTES = /[^$"\\`]+/y;
const MAX_DEPTH = 50;
/** Longer values are unknown: `ENV A=$A$A` doubles one with every line. */
const MAX_LENGTH = 8_192;

/** Thrown inside this file only: the word's value cannot be known, or BuildKit refuses it. No Error: those cost their trace. */
const UNKNOWN = Symbol('unknown');

export function expandWord(word: string, escape: string, lookup: Lookup): Value | undefined {
  if (!/[$'"\\`]/.test(word)) return { text: word, isDefault: false };
  try {
    const expansion = new Expansion(word, escape, lookup);
    const text = expansion.until('');
    return { text, isDefault: expansion.isDefault };
  } catch (error) {
    if (error === UNKNOWN) return undefined;
    throw error;
  }
}

class Expansion {
  isDefault = false;
  private at = 0;
  private depth = 0;

  constructor(
    private readonly word: string,
    private readonly escape: string,
    private readonly lookup: Lookup,
  ) {}

  private peek(): string {
    return this.word.charAt(this.at);
  }

  private next(): string {
    return this.word.charAt(this.at++);
  }

  /** What the pattern, a sticky one, finds here; '' for nothing. */
  private taken(pattern: RegExp): string {
    const from = this.at;
    pattern.lastIndex = from;
    if (!pattern.test(this.word)) return '';
    this.at = pattern.lastIndex;
    return this.word.slice(from, this.at);
  }

  /** Reads up to `stop`, which is taken; up to the end for ''. `raw` keeps the escapes, as patterns need them. */
  until(stop: string, raw = false): string {
    let text = '';
    while (this.at < this.word.length) {
      text += this.taken(PLAIN);
      const c = this.next();
      if (stop !== '' && c === stop) return text;
      if (c === '$') text += this.variable();
      else if (c === "'") text += this.singleQuoted(raw);
      else if (c === '"') text += this.doubleQuoted(raw);
      else if (c === this.escape) text += (raw ? c : '') + this.next();
      else text += c;
      if (text.length > MAX_LENGTH) throw UNKNOWN;
    }
    if (stop !== '') throw UNKNOWN;
    return text;
  }

  private singleQuoted(raw: boolean): string {
    let text = '';
    for (;;) {
      const c = this.next();
      if (c === '') throw UNKNOWN;
      if (c === "'") return text;
      text += raw && c === this.escape ? c + c : c;
    }
  }

  private doubleQuoted(raw: boolean): string {
    let text = '';
    for (;;) {
      text += this.taken(PLAIN_IN_QUOTES);
      const c = this.next();
      if (c === '' || text.length > MAX_LENGTH) throw UNKNOWN;
      if (c === '"') return text;
      if (c === '$') text += this.variable();
      else if (c !== this.escape) text += c;
      else {
        const escaped = this.peek();
        const escapable = escaped === '"' || escaped === '$' || escaped === this.escape;
        if (raw || !escapable) text += c;
        if (escapable) text += this.next();
      }
    }
  }

  private variable(): string {
    if (this.peek() !== '{') {
      const name = this.name();
      return name === '' ? '$' : this.valueOf(this.lookup(name));
    }
    this.at++;
    const name = this.name();
    const sign = this.next();
    if (name === '' || ++this.depth > MAX_DEPTH) throw UNKNOWN;
    const found = this.lookup(name);
    const value = this.modified(found, sign);
    this.depth--;
    return value;
  }

  private modified(found: ReturnType<Lookup>, sign: string): string {
    switch (sign) {
      case '}':
        return this.valueOf(found);
      case ':':
        return this.alternative(found, this.next(), true);
      case '-':
      case '+':
      case '?':
        return this.alternative(found, sign, false);
      case '#':
      case '%':
        return this.trimmed(found, sign);
      case '/':
        return this.replaced(found);
      default:
        throw UNKNOWN;
    }
  }

  private alternative(found: ReturnType<Lookup>, sign: string, emptyIsUnset: boolean): string {
    const outer = this.isDefault;
    const word = this.until('}');
    const wordIsDefault = this.isDefault;
    this.isDefault = outer;
    if (found === undefined) throw UNKNOWN;
    const isSet = found !== 'unset' && !(emptyIsUnset && found.text === '');
    if (found !== 'unset' && found.isDefault) this.isDefault = true;
    const takesWord = sign === '-' ? !isSet : sign === '+' ? isSet : undefined;
    if (takesWord) {
      this.isDefault ||= wordIsDefault;
      return word;
    }
    if (sign === '+') return '';
    if (takesWord === undefined && (sign !== '?' || !isSet)) throw UNKNOWN;
    return this.valueOf(found);
  }

  private trimmed(found: ReturnType<Lookup>, sign: '#' | '%'): string {
    const longest = this.peek() === sign;
    if (longest) this.at++;
    const pattern = this.until('}', true);
    const text = this.valueOf(found);
    const length = patternLength(pattern, text, { escape: this.escape, atEnd: sign === '%', longest });
    if (length === undefined) throw UNKNOWN;
    return sign === '#' ? text.slice(length) : text.slice(0, text.length - length);
  }

  private replaced(found: ReturnType<Lookup>): string {
    const all = this.peek() === '/';
    if (all) this.at++;
    const pattern = this.until('/', true);
    const replacement = this.until('}', true);
    const replaced = replacePattern(pattern, this.valueOf(found), { escape: this.escape, replacement, all });
    if (replaced === undefined) throw UNKNOWN;
    return replaced;
  }

  private valueOf(found: ReturnType<Lookup>): string {
    if (found === undefined) throw UNKNOWN;
    if (found === 'unset') return '';
    this.isDefault ||= found.isDefault;
    return found.text;
  }

  private name(): string {
    const first = this.peek();
    if (first !== '' && '@*#?-$!'.includes(first)) throw UNKNOWN;
    return this.taken(NAME);
  }
}
