// Secrets by what they are given to: `db_password=…`, `"token": "…"`, `--api-key …`, where the value looks like one.
import { canBeSecretValue, isSecretName } from './by-name';
import { isDocumentedExample, isFilledIn, looksRandom, standsForSecret } from './random';
import type { Shape } from './secret';
import { matchAt, secret } from './shapes';

/** What every name of a secret holds. */
const WORDS = ['pass', 'psw', 'pwd', 'pword', 'secret', 'token', 'credential', 'auth', 'key'];
const LONGEST_NAME = 64;
const REST_OF_NAME = /[\w.-]{0,64}/y;
const VALUE =
  /(?:\\?["'])?(?:[ \t]{0,3}(?:=>|:?=|:(?!\/\/|:))[ \t]{0,3}|[ \t]{1,3})(?:\\?"([^"\\\n]{8,2000})\\?"|'([^'\n]{8,2000})'|([^\s"'`;&|()<>,{}\\]{8,2000}))/y;

/** A letter, a digit, `_`, `.` or `-`. */
const isPartOfName = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 46 ||
  code === 45;

export const namedValues: Shape = {
  words: WORDS,
  at(text, word, from) {
    let start = word;
    while (start > from && word - start < LONGEST_NAME && isPartOfName(text.charCodeAt(start - 1))) start--;
    const [rest = ''] = matchAt(REST_OF_NAME, text, word) ?? [];
    const end = word + rest.length;
    const name = text.slice(start, end);
    const isOption = name.startsWith('--') && text[end] === ' ';
    // `${TOKEN:?is not set}`: what stands behind the name is about the variable.
    if (text[start - 1] === '{' || /sha\d*|md5|hash|digest|checksum/i.test(name)) return { next: end };
    if (!isSecretName(name.replace(/^-+/, ''))) return { next: end };
    const match = matchAt(VALUE, text, end);
    const value = match?.[1] ?? match?.[2] ?? match?.[3];
    if (!match || value === undefined) return { next: end };
    const hasSign = /^(?:\\?["'])?\s*[:=]/.test(match[0]);
    if (!hasSign && !isOption) return { next: end };
    const at = end + match[0].lastIndexOf(value);
    if (!isLiteralSecret(value)) return { next: end };
    const description = `the value of '${name.replace(/^-+/, '').slice(-32)}'`;
    return {
      secret: secret(at, at + value.length, 'named-value', description, standsForSecret(value)),
      next: at + value.length,
    };
  },
};

/** Code, paths, addresses and names are none; neither is what another variable holds. */
const isLiteralSecret = (value: string): boolean =>
  canBeSecretValue(value) &&
  !isFilledIn(value) &&
  !isDocumentedExample(value) &&
  !/\w=\w|^[/.~]|^-|:\/\/|^[\w-]+\.[\w-]+\.\w{2,4}$|^(?:process|os|env|secrets?|config|settings|self|this)\.|[/\\]{2}|^\d[\d.:-]*$/i.test(
    value,
  ) &&
  !/\.(?:json|pem|key|crt|txt|ya?ml|conf|env|sh|js|ts|py|gpg|asc)$/i.test(value) &&
  !/^[\w.-]+(?:\/[\w.-]+){2,}$/.test(value) &&
  looksRandom(value);
