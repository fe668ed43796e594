// Sizes as `--mount=type=tmpfs,size=` takes them: 512, 64m, 1.5 GiB. Source: github.com/docker/go-units, RAMInBytes.
import { toLower } from '../go-text';

const DECIMAL = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
const NAMED = /^([+-]?inf(inity)?|nan)$/i;
const HEXADECIMAL = /^[+-]?0x/i;
const SUFFIX = /^([kmgtp](b|ib)?|b)?$/;

/** False for what BuildKit refuses. */
export function isSize(text: string): boolean {
  const end = Math.max(...[...'0123456789. '].map((c) => text.lastIndexOf(c)));
  if (end < 0) return false;
  const number = text.slice(0, text[end] === ' ' ? end : end + 1);
  return isNumber(number) && SUFFIX.test(toLower(text.slice(end + 1)));
}

/** A number of strconv.ParseFloat that is not negative. Hexadecimal ones are let pass: nobody writes them. */
function isNumber(text: string): boolean {
  if (HEXADECIMAL.test(text)) return true;
  if (NAMED.test(text)) return !text.startsWith('-');
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return value >= 0 && value !== Number.POSITIVE_INFINITY;
}
