// Arguments in which commands are given a password, a token or a key: by option, by place, or in the name of a setting.
import type { ShellCommand, ShellWord } from './command';
import { gitCommand } from './downloads';
import { constantStart, type Option, readArguments, tailOf } from './options';

export interface SecretArgument {
  /** The value alone. */
  readonly word: ShellWord;
  /** What it is, to be read behind 'the': `password`. */
  readonly what: string;
}

interface Table {
  /** Short options, each a letter, that take the secret. */
  readonly short?: string;
  /** Other short options that take a value. */
  readonly other?: string;
  /** Glued short ones alone: `mysql -psecret`. */
  readonly glued?: string;
  /** What the operands begin with for this to count. */
  readonly when?: RegExp;
  /** The operand that is the secret, counted behind those of `when`. */
  readonly operand?: (operands: readonly ShellWord[]) => ShellWord | undefined;
  /** `user:password`. */
  readonly pair?: RegExp;
}

const LOGIN: Table = { short: 'p', other: 'u', when: /^(?:registry |auth )?login\b/ };
const at =
  (index: number) =>
  (operands: readonly ShellWord[]): ShellWord | undefined =>
    operands[index];
const KEY_VALUE = (operands: readonly ShellWord[]): ShellWord | undefined => settingValue(operands);

const PROGRAMS: ReadonlyMap<string, Table> = new Map<string, Table>([
  ...each('docker podman buildah skopeo nerdctl helm oras crane', { ...LOGIN, pair: /^--(?:src-|dest-)?creds$/ }),
  ...each('mysql mysqldump mysqladmin mysqlimport mysqlcheck mariadb mariadb-dump mariadb-admin', { glued: 'p' }),
  ...each('npm pnpm yarn', { when: /^(?:config )?set\b|^c set\b/, operand: KEY_VALUE }),
  ...each('mongo mongosh mongodump mongorestore mongoimport', { short: 'p', other: 'u' }),
  ['sshpass', { short: 'p', other: 'fdeP' }],
  ['az', { short: 'p', other: 'ut', when: /^(?:acr )?login\b/ }],
  ['aws', { when: /^configure set (?:\S*\.)?aws_(?:secret_access_key|access_key_id|session_token)\b/, operand: at(3) }],
  ['doctl', { short: 't', when: /^auth init\b/ }],
  ['redis-cli', { short: 'a', other: 'hpnu' }],
  ['curl', { short: '', other: 'AbcCdDeEFHKmoPQrtTwxXyYz', pair: /^(?:-u|--user|-U|--proxy-user)$/ }],
  ['htpasswd', { when: /^/, operand: (operands) => operands.at(-1) }],
  ['sqlcmd', { short: 'P', other: 'SUdQi' }],
  ['bcp', { short: 'P', other: 'SUd' }],
  ['smbclient', { pair: /^-U$/ }],
  ['snyk', { when: /^auth\b/, operand: at(1) }],
  ['vault', { when: /^login\b/, operand: at(1) }],
  ['cargo', { when: /^login\b/, operand: at(1) }],
  ['ngrok', { when: /^(?:config add-)?authtoken\b|^authtoken\b/, operand: (operands) => operands.at(-1) }],
  ['rabbitmqctl', { when: /^(?:add_user|change_password)\b/, operand: at(2) }],
  ['pro', { when: /^attach\b/, operand: at(1) }],
  ['ua', { when: /^attach\b/, operand: at(1) }],
  ['ssh-keygen', { short: 'NP', other: 'tbfCm' }],
  ['composer', { when: /^(?:global )?config\b/, operand: KEY_VALUE }],
  [
    'poetry',
    {
      when: /^config (?:pypi-token|http-basic)\.\S+/,
      operand: (operands) => (operands.length > 2 ? operands.at(-1) : undefined),
    },
  ],
  [
    'bundle',
    {
      when: /^config\b/,
      pair: /^$/,
      operand: (operands) => operands.find(({ text }) => /^[^=:/]*\$?[^=:/]*:[^/:]+$/.test(text)),
    },
  ],
]);

function each(names: string, table: Table): [string, Table][] {
  return names.split(' ').map((name) => [name, table]);
}

/** Long options that say it themselves, of any program. */
const LONG =
  /^--?(?:[\w-]+-)?(?:password|passwd|passphrase|api[-_]?key|apikey|auth[-_]?token|access[-_]?token|client[-_]?secret|secret|secret[-_]?key|secret[-_]?access[-_]?key|token|registration[-_]?token|oauth2-bearer|(?:src|dest)?(?:store|key)pass|requirepass|admin[-_]?pass|root[-_]?pass)$/i;
const NOT_LONG =
  /(?:file|stdin|path|env|prompt|policy|no-|length|expir|ttl|name|type|cache|url|uri|endpoint|count|limit)/i;
const WITH_SETTING =
  /(?:_auth(?:token)?|_password|authtoken|oauth\.\S+|http-basic\.\S+|gitlab-token\.\S+|bearer\.\S+|token)(?==|$)/i;

const SAYS_IT = /^-.*(?:pass|token|secret|key|bearer)/i;

function saysIt(word: ShellWord): boolean {
  const text = constantStart(word);
  return text.startsWith('-') && SAYS_IT.test(text);
}

/** Programs whose own options are asked for first, and those that take a long one that says it: all. */
export function secretArguments(command: ShellCommand): readonly SecretArgument[] {
  const { program, args } = command;
  if (program === undefined || args.length === 0) return NONE;
  const table = PROGRAMS.get(program);
  const isSpoken = args.some(saysIt);
  if (!table && !isSpoken && program !== 'git' && program !== 'openssl') return NONE;
  const found: SecretArgument[] = [];
  if (isSpoken) {
    for (const [i, word] of args.entries()) {
      const spoken = longOption(args, i, word);
      if (spoken) found.push(spoken);
    }
  }
  if (table) found.push(...byTable(command, table));
  if (program === 'git') found.push(...gitHeaders(command));
  if (program === 'openssl') found.push(...passphrases(args));
  return found;
}

const NONE: readonly SecretArgument[] = [];

function longOption(args: readonly ShellWord[], i: number, word: ShellWord): SecretArgument | undefined {
  const text = constantStart(word);
  if (!text.startsWith('-')) return undefined;
  const sign = text.indexOf('=');
  const name = sign < 0 ? text : text.slice(0, sign);
  if (
    !LONG.test(name) ||
    NOT_LONG.test(name) ||
    (!name.startsWith('--') && !/^-(?:src|dest)?(?:store|key)pass$/.test(name))
  )
    return undefined;
  const value = sign < 0 ? args[i + 1] : tailOf(word, sign + 1);
  if (!value || (sign < 0 && /^-/.test(value.text))) return undefined;
  return { word: value, what: whatOf(name) };
}

const whatOf = (name: string): string =>
  /token|bearer/i.test(name) ? 'token' : /key$/i.test(name) ? 'key' : /secret/i.test(name) ? 'secret' : 'password';

function byTable(
  { args }: ShellCommand,
  { short = '', other = '', glued = '', when, operand, pair }: Table,
): SecretArgument[] {
  const { options, operands } = readArguments(args, {
    short: short + other + glued + (pair?.test('-u') ? 'uU' : ''),
    long: pair?.test('--user')
      ? new Set(['--user', '--proxy-user'])
      : pair?.test('--creds')
        ? new Set(['--creds', '--src-creds', '--dest-creds', '--username'])
        : undefined,
  });
  const isMeant = !when || when.test(operands.map(({ value, text }) => value ?? text).join(' '));
  const found: SecretArgument[] = [];
  for (const option of options) {
    const { value, name } = option;
    if (!value) continue;
    if (isMeant && short.includes(name.slice(1)) && name.length === 2)
      found.push({ word: value, what: name === '-t' ? 'token' : 'password' });
    else if (glued.includes(name.slice(1)) && name.length === 2 && isGlued(option))
      found.push({ word: value, what: 'password' });
    else if (pair?.test(name)) {
      const password = passwordOf(value);
      if (password) found.push({ word: password, what: 'password' });
    }
  }
  const given = isMeant ? operand?.(operands) : undefined;
  if (given) found.push({ word: pair ? (passwordOf(given) ?? given) : given, what: 'secret' });
  return found;
}

const isGlued = ({ index, lastIndex }: Option): boolean => index === lastIndex;

/** What stands behind the colon of `user:password`. */
function passwordOf(word: ShellWord): ShellWord | undefined {
  const start = constantStart(word);
  const sign = start.indexOf(':');
  if (sign >= 0) return tailOf(word, sign + 1);
  const [, second] = word.pieces
    .map((piece) => (typeof piece === 'string' && piece.startsWith(':') ? piece : undefined))
    .slice(0, 2);
  if (second === undefined) return undefined;
  const rest = word.pieces.slice(2);
  const pieces = second.length > 1 ? [second.slice(1), ...rest] : rest;
  return pieces.length === 0 ? undefined : { ...word, pieces, value: undefined };
}

/** `npm config set //registry/:_authToken value`, with a sign or a space between. */
function settingValue(operands: readonly ShellWord[]): ShellWord | undefined {
  const index = operands.findIndex((word) => WITH_SETTING.test(constantStart(word)));
  const name = operands[index];
  if (!name) return undefined;
  const sign = constantStart(name).indexOf('=');
  return sign < 0 ? operands.slice(index + 1).at(-1) : tailOf(name, sign + 1);
}

function gitHeaders(command: ShellCommand): SecretArgument[] {
  const { options, args } = gitCommand(command);
  const words = [...options.flatMap(({ name, value }) => (name === '-c' && value ? value : [])), ...args];
  return words.flatMap((word) => {
    const start = constantStart(word);
    const [head] = /^(?:http\.\S*extra[hH]eader=)?authorization:\s*(?:basic|bearer|token)\s+/i.exec(start) ?? [];
    return head === undefined ? [] : [{ word: tailOf(word, head.length), what: 'credential' }];
  });
}

function passphrases(args: readonly ShellWord[]): SecretArgument[] {
  return args.flatMap((word, i) =>
    /^-pass(?:in|out|word)?$/.test(args[i - 1]?.value ?? '') && constantStart(word).startsWith('pass:')
      ? [{ word: tailOf(word, 'pass:'.length), what: 'passphrase' }]
      : [],
  );
}
