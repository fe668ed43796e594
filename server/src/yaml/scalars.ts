// What an unquoted YAML scalar means, by the rules of the YAML library that Compose is built with: YAML 1.2's booleans, YAML
// 1.1's octal numbers and dates.

export type ScalarValue = string | number | boolean | null;

export interface ResolvedScalar {
  readonly value: ScalarValue;
  /** The value as Compose writes it where a text is wanted: `3.10` is 3.1, `0x10` is 16. */
  readonly text: string;
}

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, number] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, number] => [word, -Infinity]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, NaN]),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?))?$/;

/** `text` is what stands there, without quotes of any kind. */
export function resolvePlain(text: string): ResolvedScalar {
  const word = WORDS.get(text);
  if (word !== undefined) return { value: word, text: word === null ? '' : numberOrWord(word) };
  if (!/^[-+.0-9]/.test(text)) return { value: text, text };
  if (text.startsWith('.')) return FLOAT.test(text) ? ofNumber(Number(text)) : { value: text, text };
  const date = DATE.exec(text);
  if (date) return ofDate(text, date);
  const digits = text.replaceAll('_', '');
  const integer = INTEGER.exec(digits);
  if (integer) return ofInteger(integer, digits);
  return FLOAT.test(digits) ? ofNumber(Number(digits)) : { value: text, text };
}

function ofInteger(match: RegExpExecArray, digits: string): ResolvedScalar {
  const [, sign, hexadecimal, octal, binary, old, decimal] = match;
  const whole = BigInt(
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : (octal ?? old) !== undefined
          ? `0o${octal ?? old}`
          : (decimal ?? '0'),
  );
  const value = sign === '-' ? -whole : whole;
  const isWide = value > MAX_UNSIGNED || value < MIN_SIGNED || (sign === '+' && value > MAX_SIGNED);
  return isWide ? ofNumber(Number(digits)) : { value: Number(value), text: String(value) };
}

const MAX_UNSIGNED = 2n ** 64n - 1n;
const MAX_SIGNED = 2n ** 63n - 1n;
const MIN_SIGNED = -(2n ** 63n);

const ofNumber = (value: number): ResolvedScalar => ({ value, text: numberText(value) });

const numberOrWord = (value: string | number | boolean): string =>
  typeof value === 'number' ? numberText(value) : String(value);

/** As Go prints a float64: an exponent below 1e-4 and from 1e21. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e21)) return Object.is(value, -0) ? '-0' : String(value);
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}

/** A date is a text to us; where Compose makes a text of one it writes it out. */
function ofDate(text: string, match: RegExpExecArray): ResolvedScalar {
  const [, year, month = '', day = '', hour, minute, second, , zone, hour2, minute2, second2] = match;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDay || (zone !== undefined && zone !== 'Z')) return { value: text, text };
  const time = [hour ?? hour2, minute ?? minute2, second ?? second2].map(two).join(':');
  return { value: text, text: `${year}-${two(month)}-${two(day)} ${time} +0000 UTC` };
}
