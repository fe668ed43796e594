// Secrets behind the options of a command: `--requirepass X`, `--password=X`, `redis-cli -a X`, `mysql -pX`.
import { worthOf } from './weak';

export interface OptionSecret {
  /** [start, end) in the text: the value alone. */
  readonly start: number;
  readonly end: number;
  /** The beginning of a sentence on it. */
  readonly what: string;
  readonly isWeak: boolean;
}

const LONG = /(?:^|[\s"'])--?([A-Za-z][\w.-]{0,60})(?:=|\s{1,9})["']?([^\s"'`;|&]+)/g;
/** Programs, and the short option that takes their password. */
const SHORT: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/\bredis-cli\b/, /(?:^|\s)-a\s{1,9}["']?([^\s"'`;|&]+)/],
  [/\b(?:mysql|mysqladmin|mariadb|mariadb-admin|mysqldump)\b/, /(?:^|\s)-p["']?([^\s"'`;|&]+)/],
  [/\bsshpass\b/, /(?:^|\s)-p\s{0,9}["']?([^\s"'`;|&]+)/],
];
/** Names of options that need no owner to say secret. */
const ALONE = new Set(['requirepass', 'masterauth', 'masterpass', 'pass', 'passwd']);

/** In a text that is a command, or a word of one; `before` is of the same command, what stands in front of it. */
export function secretsOfOptions(text: string, before = ''): readonly OptionSecret[] {
  const whole = before === '' ? text : `${before} ${text}`;
  const offset = whole.length - text.length;
  const found: (OptionSecret | undefined)[] = [];
  for (const { 0: match, 1: name = '', 2: value = '', index } of whole.matchAll(LONG)) {
    if (!value.startsWith('-')) found.push(secretOf(name, value, index + match.length - value.length - offset));
  }
  for (const [program, short] of SHORT) {
    const match = program.test(whole) ? short.exec(whole) : undefined;
    const value = match?.[1] ?? '';
    if (match) found.push(secretOf('password', value, match.index + match[0].length - value.length - offset));
  }
  return found.filter((each) => each !== undefined).filter(({ start }) => start >= 0);
}

function secretOf(name: string, value: string, start: number): OptionSecret | undefined {
  const worth = worthOf(ALONE.has(name) ? 'password' : name, value);
  if (worth === undefined) return undefined;
  return { start, end: start + value.length, what: `the value of '${name}'`, isWeak: worth !== 'secret' };
}
