// A text that is written in a Compose file as a block (`|`), and where each of its characters stands there.
import type { Position, Range } from '../text/range';
import type { Service } from './model';
import type { Node } from './node';
import { isOwn } from './place';

export interface InlineText {
  /** As Compose hands it on. */
  readonly text: string;
  /** Undefined for what stands behind its last line. */
  rangeOf(range: Range): Range | undefined;
  /** What to write for a text that is to stand in it. */
  written(text: string): string;
}

const HEADER = /(?:^|\s)\|[-+]?\s*(?:#.*)?$/;

/** Undefined where variables are put in, and for all other ways to write a text. */
export function inlineText(service: Service, node: Node): InlineText | undefined {
  if (node.kind !== 'scalar' || !isOwn(service, node) || node.written.replaceAll('$$', '$') !== node.text)
    return undefined;
  const { start } = node.origin.range;
  const all = service.lines.map((line) => line.replace(/\r$/, ''));
  const first = all.slice(start.line + 1).find((line) => line.trim() !== '');
  const indent = /^ */.exec(first ?? '')?.[0] ?? '';
  if (!HEADER.test(all[start.line] ?? '') || indent === '') return undefined;
  const content = node.written.replace(/\n+$/, '').split('\n');
  const isThere = content.every((line, i) => {
    const written = all[start.line + 1 + i];
    return written === indent + line || (line === '' && written?.trim() === '');
  });
  if (!isThere) return undefined;
  const place = ({ line, character }: Position): Position | undefined => {
    const text = content[line];
    return text === undefined
      ? undefined
      : { line: start.line + 1 + line, character: text === '' ? 0 : indent.length + writtenColumn(text, character) };
  };
  return {
    text: node.text,
    rangeOf(range) {
      const [from, to] = [place(range.start), place(range.end)];
      return from && to && { start: from, end: to };
    },
    written: (text) => text.replaceAll('$', '$$$$').replaceAll('\n', `\n${indent}`),
  };
}

/** `$$` is one character of the text. */
function writtenColumn(line: string, column: number): number {
  let at = 0;
  for (let i = 0; i < column; i++) at += line.startsWith('$$', at) ? 2 : 1;
  return at;
}
