// What a value says of itself: made by chance, a placeholder, an example of documentation, or public.
import { isPlaceholder } from './by-name';

/** Shannon's, in bits for each character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DIGEST = /^(?:sha(?:1|256|384|512)|md5)[:~-]/i;
/** Words, numbers and versions with something between them: a name, not a secret. */
const NAME = /^(?:[A-Za-z]?[a-z]+|[A-Z]+|v?\d{1,4})(?:[-_./:@+ ]+(?:[A-Za-z]?[a-z]+|[A-Z]+|v?\d{1,4}))*$/;
const IN_WORDS = /^(?:[A-Z]?[a-z]{3,}){1,6}\d{0,4}$/;
const HEX = /^[0-9a-f]+$/i;

/** Whether a value looks as if chance, or a person who wants it to look so, had made it. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || value.length > 2000 || /\s/.test(value)) return false;
  if (UUID.test(value) || DIGEST.test(value)) return false;
  if (/^\d+$/.test(value) || NAME.test(value) || IN_WORDS.test(value)) return false;
  const entropy = entropyOf(value);
  if (HEX.test(value)) return value.length >= 16 && entropy >= 2.5;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (!/\d/.test(value) && kinds < 3) return value.length >= 20 && kinds >= 2 && /[A-Z]/.test(value) && entropy >= 3.8;
  if (value.length < 12) return kinds >= 3 && entropy >= 2.5;
  return entropy >= (kinds >= 3 ? 3 : 3.2);
}

/** Values that documentation uses for all the world to see. */
const EXAMPLES = new Set([
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  'TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ',
]);

export const isDocumentedExample = (value: string): boolean =>
  /EXAMPLE(?:KEY)?$/.test(value) || EXAMPLES.has(value) || EXAMPLES.has(value.slice(value.lastIndexOf('.') + 1));

const DEFAULTS = new Set(
  (
    'admin admin123 changeit changeme default demo docker example foo foobar foobared guest hunter2 letmein minioadmin mysql pass passw0rd passwd ' +
    'password password1 password123 postgres postgresql pw pwd qwerty redis root rootpassword secret secretpassword supersecret sa test test123 ' +
    'testpass testpassword testing token toor user username xxx minio123 mypassword mysecretpassword dbpassword userpassword rabbitmq'
  ).split(' '),
);
const STANDS_FOR =
  /change.?(?:me|it|this)|placeholder|replace.?(?:me|with|this)|your[-_.]?|example|dummy|redacted|not.?a.?real|fake|s[ae]mple|insert.?|todo|is.?here|weak.?pass|my.?(?:secret|password|token|key)/i;
const SEQUENCE = /0123456789|1234567890|abcdefghij|(.)\1{5}/i;

/** A value that stands for a secret to be filled in, or that everyone tries first. */
export const standsForSecret = (value: string): boolean =>
  isPlaceholder(value) ||
  DEFAULTS.has(value.toLowerCase()) ||
  STANDS_FOR.test(value) ||
  SEQUENCE.test(value) ||
  /^[<[{*.].*[>\]}*.]$/.test(value);

/** What a shell, a template or a build puts in: nothing that is written there. */
export const isFilledIn = (value: string): boolean => /\$[\w{(@*]|`|\{\{|<%|%\(|^%[sdv]|^%\w+%$|^\$|\$$/.test(value);
