// Cuts the arguments of a command into options and operands, by a small table of the options that take a value.
import type { Piece, ShellCommand, ShellWord } from './command';

export interface OptionTable {
  /** Short options that take a value, glued or next: the letters. */
  readonly short?: string;
  /** Long options that take the next word where no `=` is in them, with their dashes. */
  readonly long?: ReadonlySet<string>;
  /** `-name` is one option and no cluster of letters, as for go or openssl. */
  readonly singleDash?: boolean;
}

export interface Option {
  /** `-k`, `--insecure`: with its dashes, without its value. */
  readonly name: string;
  readonly value?: ShellWord;
  /** Index in the command's arguments of the word that it stands in; the value may be the next. */
  readonly index: number;
  /** The last argument that belongs to it. */
  readonly lastIndex: number;
  /** It shares its word with other options. */
  readonly isClustered: boolean;
  /** The option itself, its value aside; the letter alone in a cluster. */
  readonly start: number;
  readonly end: number;
}

export interface Arguments {
  readonly options: readonly Option[];
  readonly operands: readonly ShellWord[];
}

/** The text that a word begins with, whatever follows: `--user=` for `--user=$NAME`. */
export function constantStart({ pieces }: ShellWord): string {
  if (pieces.length === 1) return typeof pieces[0] === 'string' ? pieces[0] : '';
  let text = '';
  for (const piece of pieces) {
    if (typeof piece !== 'string') break;
    text += piece;
  }
  return text;
}

export function readArguments(args: readonly ShellWord[], table: OptionTable = {}): Arguments {
  const options: Option[] = [];
  const operands: ShellWord[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (!word) continue;
    const text = constantStart(word);
    if (text === '--' && word.value === text) {
      for (const operand of args.slice(i + 1)) operands.push(operand);
      break;
    }
    if (text.length < 2 || !text.startsWith('-')) {
      operands.push(word);
      continue;
    }
    if (text.startsWith('--') || table.singleDash) options.push(longOption(args, i, text, table));
    else addShortOptions(options, args, i, text, table);
    i = options.at(-1)?.lastIndex ?? i;
  }
  return { options, operands };
}

function longOption(args: readonly ShellWord[], index: number, text: string, { long }: OptionTable): Option {
  const word = args[index];
  const sign = text.indexOf('=');
  const start = word?.start ?? 0;
  const name = sign < 0 ? text : text.slice(0, sign);
  if (word && sign >= 0) {
    return { name, value: tailOf(word, sign + 1), index, lastIndex: index, isClustered: false, start, end: word.end };
  }
  const value = long?.has(name) ? args[index + 1] : undefined;
  const lastIndex = value ? index + 1 : index;
  return { name, value, index, lastIndex, isClustered: false, start, end: word?.end ?? start };
}

function addShortOptions(
  options: Option[],
  args: readonly ShellWord[],
  index: number,
  text: string,
  { short = '' }: OptionTable,
): void {
  const word = args[index];
  if (!word) return;
  const isPlain = word.text.startsWith(text);
  for (let at = 1; at < text.length; at++) {
    const letter = text.charAt(at);
    const takesValue = short.includes(letter);
    const isGlued = takesValue && (at + 1 < text.length || word.value === undefined);
    const value = isGlued ? tailOf(word, at + 1) : takesValue ? args[index + 1] : undefined;
    const isOnly = at === 1 && (isGlued || text.length === 2);
    options.push({
      name: `-${letter}`,
      value,
      index,
      lastIndex: value && !isGlued ? index + 1 : index,
      isClustered: !isOnly,
      start: isPlain && !isOnly ? word.start + at : word.start,
      end: isPlain && !isOnly ? word.start + at + 1 : word.end,
    });
    if (takesValue) break;
  }
}

/** What stands in a word behind its first `length` characters. */
export function tailOf(word: ShellWord, length: number): ShellWord {
  let left = length;
  const pieces = word.pieces.flatMap((piece): Piece[] => {
    if (typeof piece !== 'string') return [piece];
    const rest = piece.slice(left);
    left = Math.max(0, left - piece.length);
    return rest === '' ? [] : [rest];
  });
  const isPlain = word.text.startsWith(constantStart(word).slice(0, length));
  const start = isPlain ? word.start + length : word.start;
  return {
    text: isPlain ? word.text.slice(length) : word.text,
    pieces,
    value: word.value?.slice(length),
    start: Math.min(start, word.end),
    end: word.end,
  };
}

/** Where an option, with its value, can be taken out: with the space before it. Undefined where quotes hide its place. */
export function placeOfOption(
  { name, args }: ShellCommand,
  option: Option,
): { start: number; end: number } | undefined {
  const word = args[option.index];
  const last = args[option.lastIndex];
  const before = option.index === 0 ? name : args[option.index - 1];
  if (!word || !last || !before || word.end <= word.start) return undefined;
  if (!option.isClustered) return { start: before.end, end: last.end };
  return option.value === undefined && option.end - option.start === 1 ? option : undefined;
}
