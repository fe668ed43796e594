// A text as the protocol's editors see it: lines end at LF, CRLF and a lone CR, and a position beyond a line means its end.
import type { Position, Range, TextEdit } from 'vscode-languageserver/node';

function offsetAt(text: string, { line, character }: Position): number {
  const breaks = /\r\n|\r|\n/g;
  let start = 0;
  for (let i = 0; i < line; i++) {
    if (!breaks.exec(text)) return text.length;
    start = breaks.lastIndex;
  }
  const end = breaks.exec(text)?.index ?? text.length;
  return Math.min(start + character, end);
}

export function replaceIn(text: string, { start, end }: Range, newText: string): string {
  return text.slice(0, offsetAt(text, start)) + newText + text.slice(offsetAt(text, end));
}

/** Applies edits whose ranges all speak of the text as it is. */
export function applyProtocolEdits(text: string, edits: readonly TextEdit[]): string {
  const places = edits
    .map(({ range, newText }, i) => ({ from: offsetAt(text, range.start), to: offsetAt(text, range.end), newText, i }))
    .sort((a, b) => a.from - b.from || a.i - b.i);
  let out = '';
  let at = 0;
  for (const { from, to, newText } of places) {
    if (from < at) throw new RangeError('edits overlap');
    out += text.slice(at, from) + newText;
    at = to;
  }
  return out + text.slice(at);
}

/** How many lines an editor shows. */
export const lineCount = (text: string): number => text.split(/\r\n|\r|\n/).length;
