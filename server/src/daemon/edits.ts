// Edits of a daemon.json that keep every other character: a key taken out, set or added, an item taken out of a list.
import type { TextEdit } from '../text/edit';
import type { Position, Range } from '../text/range';
import type { JsonArray, JsonNode, JsonObject, JsonProperty } from './json';
import type { DaemonFile } from './model';

/** With the comma that it had, and its lines where nothing else stands on them. */
export const removeProperty = ({ lines }: DaemonFile, { properties }: JsonObject, at: JsonProperty): TextEdit =>
  removal(
    lines,
    properties.map(({ range }) => range),
    properties.indexOf(at),
  );

export const removeItem = ({ lines }: DaemonFile, { items }: JsonArray, at: JsonNode): TextEdit =>
  removal(
    lines,
    items.map(({ range }) => range),
    items.indexOf(at),
  );

export const replaceValue = ({ range }: JsonNode, value: unknown): TextEdit => ({
  range,
  newText: JSON.stringify(value),
});

/** Behind the last key of an object, written as its keys are. `newText` has LF for line breaks. */
export function addProperties(
  { lines }: DaemonFile,
  object: JsonObject,
  entries: readonly (readonly [key: string, value: unknown])[],
): TextEdit {
  const last = object.properties.at(-1);
  const { start, end } = object.range;
  const outer = /^[ \t]*/.exec((lines[start.line] ?? '').replace('\ufeff', ''))?.[0] ?? '';
  const indent = last ? indentOf(lines, last.range.start) : `${outer}  `;
  const texts = entries.map(([key, value]) => `${JSON.stringify(key)}: ${valueText(value, indent)}`);
  const text = texts.join(indent === undefined ? ', ' : `,\n${indent}`);
  if (last) return insertion(last.range.end, indent === undefined ? `, ${text}` : `,\n${indent}${text}`);
  const inside = { start: { line: start.line, character: start.character + 1 }, end: before(end) };
  return { range: inside, newText: `\n${indent}${text}\n${outer}` };
}

/** Undefined where something else stands before it on its line. */
function indentOf(lines: readonly string[], { line, character }: Position): string | undefined {
  const before = (lines[line] ?? '').slice(0, character).replace('\ufeff', '');
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** Objects and lists on lines of their own where the keys around them stand so. */
function valueText(value: unknown, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value);
  const step = indent.startsWith('\t') ? '\t' : '  ';
  return JSON.stringify(value, undefined, step).replaceAll('\n', `\n${indent}`);
}

const before = ({ line, character }: Position): Position => ({ line, character: character - 1 });

function removal(lines: readonly string[], ranges: readonly Range[], index: number): TextEdit {
  const [previous, range, next] = [ranges[index - 1], ranges[index], ranges[index + 1]];
  if (!range) throw new RangeError('what is taken out is not there');
  // What follows moves to its place; the last takes the comma before it along.
  if (next) return { range: { start: range.start, end: next.start }, newText: '' };
  if (previous) return { range: { start: previous.end, end: range.end }, newText: '' };
  const startsLine = indentOf(lines, range.start) !== undefined;
  const rest = (lines[range.end.line] ?? '').slice(range.end.character).replace(/\r$/, '');
  if (!startsLine || rest.trim() !== '') return { range, newText: '' };
  return {
    range: { start: { line: range.start.line, character: 0 }, end: { line: range.end.line + 1, character: 0 } },
    newText: '',
  };
}

const insertion = (at: Position, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });
