// Commands that compute or compare a digest by MD5, SHA-1 and older ones, for which two files of one digest can be made.
import type { ShellCommand, ShellWord } from './command';
import { readArguments } from './options';

export interface WeakHash {
  /** As the user reads it: `MD5`. */
  readonly algorithm: string;
  /** The word that names it. */
  readonly word: ShellWord;
  /** It compares with digests that a list names. */
  readonly compares: boolean;
  /** The program that does the same with SHA-256, where it takes the same words. */
  readonly stronger?: string;
  /** The files, where they are words of the command. */
  readonly files: readonly ShellWord[];
}

const SUMS: ReadonlyMap<string, string> = new Map([
  ['md5sum', 'MD5'],
  ['gmd5sum', 'MD5'],
  ['sha1sum', 'SHA-1'],
  ['gsha1sum', 'SHA-1'],
]);
const CHECK = /^(?:-[a-zA-Z]*c[a-zA-Z]*|--check)$/;
const NAMES: ReadonlyMap<string, string> = new Map([
  ['md2', 'MD2'],
  ['md4', 'MD4'],
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha', 'SHA-1'],
  ['ripemd160', 'RIPEMD-160'],
  ['rmd160', 'RIPEMD-160'],
]);

/** Programs that {@link weakHashOf} knows. */
export const HASH_PROGRAMS: readonly string[] = [...SUMS.keys(), 'md5', 'sha1', 'shasum', 'openssl', 'cksum', 'rhash'];

/** Undefined for other commands and better digests. */
export function weakHashOf({ program = '', name, args, inputs }: ShellCommand): WeakHash | undefined {
  const compares = args.some(({ value = '' }) => CHECK.test(value));
  const sum = SUMS.get(program);
  if (!name) return undefined;
  if (sum) return { algorithm: sum, word: name, compares, stronger: 'sha256sum', files: readArguments(args).operands };
  if (program === 'md5' || program === 'sha1')
    return {
      algorithm: NAMES.get(program) ?? '',
      word: name,
      compares,
      files: readArguments(args, { short: 'cs' }).operands,
    };
  if (program === 'openssl') return opensslHash(args);
  if (program === 'shasum' || program === 'cksum') {
    const isShort = inputs.some((input) => input.args.some(({ text }) => SHA1.test(text)));
    return byAlgorithm(program, name, args, { compares, isShort });
  }
  const option =
    program === 'rhash' ? args.find(({ value = '' }) => /^(?:--(?:md[45]|sha1)|-[MH])$/.test(value)) : undefined;
  if (!option) return undefined;
  return {
    algorithm: /md4/.test(option.text) ? 'MD4' : /m/i.test(option.text) ? 'MD5' : 'SHA-1',
    word: option,
    compares,
    files: readArguments(args).operands,
  };
}

/** A digest of forty digits, alone or in front of a file. */
const SHA1 = /\b[0-9a-f]{40}\b/i;

/** `shasum -a 1`, which is what it does without a word; `cksum -a md5`. */
function byAlgorithm(
  program: string,
  name: ShellWord,
  args: readonly ShellWord[],
  { compares, isShort }: { readonly compares: boolean; readonly isShort: boolean },
): WeakHash | undefined {
  const { options, operands } = readArguments(args, { short: 'al', long: new Set(['--algorithm', '--length']) });
  const given = options.findLast((option) => option.name === '-a' || option.name === '--algorithm')?.value;
  if (program === 'cksum') {
    const algorithm = NAMES.get(given?.value ?? '');
    return given && algorithm ? { algorithm, word: given, compares, files: operands } : undefined;
  }
  const isWeak = given ? given.value === '1' : !compares || isShort;
  return isWeak ? { algorithm: 'SHA-1', word: name, compares, files: operands } : undefined;
}

/** `openssl md5 file`, `openssl dgst -sha1 file`; not where it signs a request or keys it (HMAC). */
function opensslHash(args: readonly ShellWord[]): WeakHash | undefined {
  const [first] = args;
  const own = NAMES.get(first?.value ?? '');
  const word = own
    ? first
    : first?.value === 'dgst'
      ? args.find(({ value = '' }) => NAMES.has(value.slice(1)))
      : undefined;
  const algorithm = own ?? NAMES.get(word?.value?.slice(1) ?? '');
  if (!word || algorithm === undefined) return undefined;
  const { operands } = readArguments(args.slice(1), {
    singleDash: true,
    long: new Set([
      '-out',
      '-verify',
      '-sign',
      '-signature',
      '-hmac',
      '-prverify',
      '-mac',
      '-macopt',
      '-engine',
      '-passin',
    ]),
  });
  const compares = args.some(({ value }) => value === '-verify' || value === '-signature');
  return { algorithm, word, compares, files: operands };
}
