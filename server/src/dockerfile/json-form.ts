// JSON (exec) form as Go's encoding/json reads it: what is no valid JSON array is shell form, an array of anything but
// strings is refused.
import { leadingSpace } from './go-text';
import type { Word } from './syntax';

export type JsonForm = { readonly kind: 'strings'; readonly words: readonly Word[] } | { readonly kind: 'not strings' };

const MAX_DEPTH = 10_000;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `at` is the offset of the text in the logical line. Undefined: not JSON, so shell form. */
export function readJsonForm(text: string, at: number): JsonForm | undefined {
  const start = leadingSpace(text);
  if (text.charCodeAt(start) !== 91) return undefined;
  const values = parseArray(text.slice(start));
  if (!values) return undefined;
  const places = stringPlaces(text, start);
  const words: Word[] = [];
  for (const [i, value] of values.entries()) {
    if (typeof value !== 'string') return goRefuses(text, values) ? undefined : { kind: 'not strings' };
    const place = places[i] ?? { start, end: text.length };
    words.push({ text: value.replace(LONE_SURROGATE, '\ufffd'), start: at + place.start, end: at + place.end });
  }
  return { kind: 'strings', words };
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Go knows limits that JavaScript does not: numbers beyond float64, nesting beyond 10,000. */
function goRefuses(text: string, values: readonly unknown[]): boolean {
  const numbers: unknown[] = [...values];
  for (let value = numbers.pop(); value !== undefined; value = numbers.pop()) {
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return true;
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) numbers.push(inner);
  }
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '[' || c === '{') depth++;
    else if (c === ']' || c === '}') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The places of the string literals of a valid array of strings, quotes included. */
function stringPlaces(text: string, from: number): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = [];
  for (let i = from; i < text.length; i++) {
    if (text.charCodeAt(i) !== 34) continue;
    const start = i++;
    while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
    places.push({ start, end: i + 1 });
  }
  return places;
}
