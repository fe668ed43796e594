// Variables in a value, as Compose puts them in: `$A`, `${A}`, `${A:-default}`, `${A?error}`, `${A:+other}`, nested, and `$$`.

import { type Certainty, HOLE } from './node';
import { quoted } from './quoted';

/** What `.env` says of a variable; undefined where nothing does. */
export type Variables = (name: string) => string | undefined;

export interface Interpolated {
  readonly certainty: Certainty;
  /** What Compose reads when nothing is set but what `.env` says. */
  readonly unset: string;
  /** With a HOLE for what is unknown. */
  readonly text: string;
  /** What the file itself says: a HOLE for what comes from anywhere else. */
  readonly shipped: string;
  /** Variables without a value and without a default. */
  readonly missing: readonly string[];
  /** Why Compose refuses the value. `required` depends on what is set where Compose runs. */
  readonly refusal?: { readonly kind: 'format' | 'required'; readonly message: string };
}

const NAME = /[_a-z][_a-z0-9]*/iy;
const OPERATOR = /:?[-+?]/y;

/** Deeper defaults of defaults stay as they are. */
const MAX_NESTING = 20;

export function interpolate(value: string, variables: Variables): Interpolated {
  const run = new Interpolation(variables);
  const { unset, text, shipped } = run.replaced(value, 0);
  const { missing, refusal } = run;
  const isKnown = !text.includes(HOLE);
  const certainty = !isKnown ? 'unknown' : run.hasDefault ? 'default' : 'known';
  return { certainty, unset, text, shipped, missing, ...(refusal ? { refusal } : {}) };
}

interface Texts {
  readonly unset: string;
  readonly text: string;
  readonly shipped: string;
}

const same = (text: string): Texts => ({ unset: text, text, shipped: text });
const UNKNOWN: Texts = { unset: '', text: HOLE, shipped: HOLE };

class Interpolation {
  readonly missing: string[] = [];
  hasDefault = false;
  refusal: Interpolated['refusal'];

  constructor(private readonly variables: Variables) {}

  replaced(value: string, depth: number): Texts {
    const built = { unset: '', text: '', shipped: '' };
    const add = (texts: Texts): void => {
      built.unset += texts.unset;
      built.text += texts.text;
      built.shipped += texts.shipped;
    };
    const lastBrace = lastBraces(value);
    let done = 0;
    for (let at = value.indexOf('$'); at >= 0; at = value.indexOf('$', Math.max(done, at + 1))) {
      const reference = this.referenceAt(value, at, lastBrace, depth);
      if (!reference) continue;
      add(same(value.slice(done, at)));
      add(reference.texts);
      done = reference.end;
    }
    add(same(value.slice(done)));
    return built;
  }

  /** Undefined for a `$` that stands for itself. */
  private referenceAt(
    value: string,
    at: number,
    lastBrace: (offset: number) => number,
    depth: number,
  ): { readonly texts: Texts; readonly end: number } | undefined {
    const next = value[at + 1];
    if (next === '$') return { texts: same('$'), end: at + 2 };
    if (next !== '{') {
      const name = matchAt(NAME, value, at + 1);
      return name === undefined ? undefined : { texts: this.variable(name), end: at + 1 + name.length };
    }
    const name = matchAt(NAME, value, at + 2);
    if (name === undefined) return { texts: this.refuse(value), end: at + 2 };
    const behind = at + 2 + name.length;
    if (value[behind] === '}') return { texts: this.variable(name), end: behind + 1 };
    const operator = matchAt(OPERATOR, value, behind);
    const last = lastBrace(behind);
    const from = behind + (operator?.length ?? 0);
    if (operator === undefined || last < from || depth > MAX_NESTING) return { texts: this.refuse(value), end: at + 2 };
    const close = closingBrace(value, at, last);
    return { texts: this.braced(name, operator, value.slice(from, close), depth), end: close + 1 };
  }

  private braced(name: string, operator: string, rest: string, depth: number): Texts {
    const set = this.variables(name);
    const isSet = set !== undefined && (set !== '' || !operator.startsWith(':'));
    switch (operator.at(-1)) {
      case '-': {
        if (isSet) return fromOutside(set);
        this.hasDefault = true;
        return this.replaced(rest, depth + 1);
      }
      case '+': {
        if (isSet) return this.replaced(rest, depth + 1);
        this.hasDefault = true;
        return same('');
      }
      default: {
        if (isSet) return fromOutside(set);
        this.missing.push(name);
        const reason = this.replaced(rest, depth + 1).unset;
        const said = reason === '' ? '' : ` (${quoted(reason)})`;
        const message = `required variable ${name.slice(0, 40)} is not set in .env${said}: Compose starts only where it is`;
        this.refusal ??= { kind: 'required', message };
        return UNKNOWN;
      }
    }
  }

  private variable(name: string): Texts {
    const value = this.variables(name);
    if (value !== undefined) return fromOutside(value);
    this.missing.push(name);
    return UNKNOWN;
  }

  private refuse(value: string): Texts {
    const message = `${quoted(value)} is no valid interpolation: write $$ for a $ of its own`;
    this.refusal ??= { kind: 'format', message };
    return same('');
  }
}

const fromOutside = (value: string): Texts => ({ unset: value, text: value, shipped: HOLE });

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Where the last closing brace of a line stands, by an offset in the line; -1 for none. A reference never leaves its line. */
function lastBraces(value: string): (offset: number) => number {
  let from = 0;
  let end = -1;
  let last = -1;
  return (offset) => {
    if (end >= 0 && offset >= from && offset <= end) return last;
    const newline = value.indexOf('\n', offset);
    from = offset;
    end = newline < 0 ? value.length : newline;
    last = value.lastIndexOf('}', end);
    if (last < from) last = -1;
    return last;
  };
}

/** Where the reference at an offset ends, `last` at most. The character behind an opening brace is never looked at. */
function closingBrace(text: string, from: number, last: number): number {
  let open = 0;
  for (let at = from; at <= last; at++) {
    const character = text[at];
    if (character === '}') {
      open--;
      if (open === 0) return at;
    } else if (character === '{') {
      open++;
      at++;
    }
  }
  return last;
}
