// Text of audited files made fit for a terminal: what would steer it, or hide in it, is shown as an escape.
import { lazily } from '../text/lazily';

/** Anything but plain characters, and the quotes and the ellipsis that our own texts have. */
const UNUSUAL = /[^\x20-\x7e\u2018\u2019\u2026]/;
const UNUSUAL_IN_JSON = /[^\n\x20-\x7e\u2018\u2019\u2026]/;
/** Controls, formatting characters that can't be seen (bidirectional ones too), line separators, lone surrogates. */
const invisible = lazily(() => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
const invisibles = lazily(() => new RegExp(invisible(), 'gu'));
/** They shape emoji, Persian and Indic words. */
const JOINERS = /[\u200c\u200d]/;
const wide = lazily(
  () =>
    /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u,
);
const noWidth = lazily(() => /[\p{Mn}\p{Me}\u200c\u200d]/u);
const TAB_WIDTH = 4;

const hex = (code: number): string =>
  code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : code < 0x10000
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\u{${code.toString(16)}}`;

const escaped = (character: string): string =>
  JOINERS.test(character) ? character : hex(character.codePointAt(0) ?? 0);

/** One line of text in which nothing is hidden. */
export const visible = (text: string): string => (UNUSUAL.test(text) ? text.replace(invisibles(), escaped) : text);

/** One line of text in which nothing is hidden, tabs and all else as they are. */
export const visibleButTabs = (text: string): string =>
  UNUSUAL.test(text)
    ? text.replace(invisibles(), (character) => (character === '\t' ? character : escaped(character)))
    : text;

/** JSON, equal to JSON.stringify's when it is read, but safe to print. */
export const printableJson = (value: unknown, indent?: number): string =>
  printable(JSON.stringify(value, undefined, indent));

/** The same of JSON that is a text already. */
export function printable(json: string): string {
  if (!UNUSUAL_IN_JSON.test(json)) return json;
  return json.replace(invisibles(), (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

/** A character as a terminal shows it. */
export interface Cell {
  readonly shown: string;
  /** Columns. */
  readonly width: number;
  /** UTF-16 offset of what it shows. */
  readonly offset: number;
}

/** The cells of a line from `from` to `to`, both UTF-16 offsets. */
export function cellsOf(line: string, from: number, to: number): Cell[] {
  const cells: Cell[] = [];
  let offset = from;
  let column = 0;
  for (const character of line.slice(from, to)) {
    const cell = cellOf(character, offset, column);
    cells.push(cell);
    offset += character.length;
    column += cell.width;
  }
  return cells;
}

function cellOf(character: string, offset: number, column: number): Cell {
  if (character >= ' ' && character <= '~') return { shown: character, width: 1, offset };
  if (character === '\t') {
    const width = TAB_WIDTH - (column % TAB_WIDTH);
    return { shown: ' '.repeat(width), width, offset };
  }
  if (noWidth().test(character)) return { shown: character, width: 0, offset };
  if (invisible().test(character)) {
    const shown = escaped(character);
    return { shown, width: shown.length, offset };
  }
  return { shown: character, width: wide().test(character) ? 2 : 1, offset };
}
