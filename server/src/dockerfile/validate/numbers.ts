// Numbers, booleans and durations as Go's strconv and time read them.
import { quote, quoteBytes } from '../go-quote';

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const MAX_32 = 2 ** 32 - 1;
const TOP = 1n << 63n;

/** strconv.ParseBool; undefined when it is neither. */
export const parseBool = (text: string): boolean | undefined =>
  TRUE.has(text) ? true : FALSE.has(text) ? false : undefined;

type Parsed<T> = { readonly value: T } | { readonly message: string };

/** strconv.ParseUint(text, base, 32); the digits before an overflow decide, whatever follows. */
export function parseUint32(text: string, base: 8 | 10): number | 'invalid syntax' | 'value out of range' {
  if (text === '') return 'invalid syntax';
  let value = 0;
  for (const c of text) {
    const digit = c.charCodeAt(0) - 48;
    if (digit < 0 || digit >= base) return 'invalid syntax';
    value = value * base + digit;
    if (value > MAX_32) return 'value out of range';
  }
  return value;
}

/** strconv.ParseInt(text, 10, 32) */
export function parseInt32(text: string): Parsed<number> {
  const negative = text.startsWith('-');
  const signed = negative || text.startsWith('+');
  const value = parseUint32(signed ? text.slice(1) : text, 10);
  const problem = typeof value === 'string' ? value : value > 2 ** 31 - (negative ? 0 : 1) ? 'value out of range' : '';
  if (problem !== '' || typeof value === 'string')
    return { message: `strconv.ParseInt: parsing ${quote(text)}: ${problem}` };
  return { value: negative ? -value : value };
}

/** time.ParseDuration, in nanoseconds. */
export function parseDuration(text: string): Parsed<bigint> {
  const refused = (reason: string): { message: string } => ({ message: `time: ${reason} ${quoteBytes(text)}` });
  const invalid = (): { message: string } => refused('invalid duration');
  const negative = text.startsWith('-');
  let at = negative || text.startsWith('+') ? 1 : 0;
  if (text.slice(at) === '0') return { value: 0n };
  if (at === text.length) return invalid();
  let total = 0n;
  while (at < text.length) {
    const whole = digitsFrom(text, at);
    const amount = leadingInteger(text, at, whole);
    if (amount === undefined) return invalid();
    let end = whole;
    if (text[whole] === '.') end = digitsFrom(text, whole + 1);
    if (whole === at && end - whole < 2) return invalid();
    const unitEnd = unitFrom(text, end);
    if (unitEnd === end) return refused('missing unit in duration');
    const name = text.slice(end, unitEnd);
    const unit = UNITS.get(name);
    if (unit === undefined) return refused(`unknown unit ${quoteBytes(name)} in duration`);
    if (amount > TOP / unit) return invalid();
    const part = amount * unit + fraction(text.slice(whole + 1, end), unit);
    if (part > TOP) return invalid();
    total = BigInt.asUintN(64, total + part);
    if (total > TOP) return invalid();
    at = unitEnd;
  }
  if (negative) return { value: BigInt.asIntN(64, -total) };
  return total > TOP - 1n ? invalid() : { value: total };
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';

function digitsFrom(text: string, at: number): number {
  let end = at;
  while (isDigit(text[end])) end++;
  return end;
}

function unitFrom(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '.' && !isDigit(text[end])) end++;
  return end;
}

/** Undefined when it overflows. */
function leadingInteger(text: string, from: number, to: number): bigint | undefined {
  let first = from;
  while (text[first] === '0' && first < to) first++;
  if (to - first > 19) return undefined;
  const value = BigInt(text.slice(first, to) || '0');
  return value > TOP ? undefined : value;
}

/** Digits behind the point beyond what 63 bits hold are dropped; the rest is float64 arithmetic, as in Go. */
function fraction(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (TOP - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > TOP) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}
