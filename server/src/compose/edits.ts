// Edits of a service that keep every other character: an entry or an item taken out, a value replaced, entries and items added.
// Undefined where the text does not plainly allow it: no fix then.
import type { TextEdit } from '../text/edit';
import { comparePositions, type Position, type Range } from '../text/range';
import { type Service, valueAt } from './model';
import type { Mapping, Node, Sequence } from './node';
import { isOwn } from './place';

/** A way from the service to a value: keys, and places in lists. */
export type Path = readonly (string | number)[];

/** Takes out what stands at a path, and what would be left empty by that. */
export function removeAt(service: Service, path: Path): TextEdit | undefined {
  const parentPath = path.slice(0, -1);
  const parent = valueAt(service.body, ...parentPath);
  const node = valueAt(service.body, ...path);
  if (!node || !parent || !isOwn(service, node)) return undefined;
  if (parentPath.length > 0 && !isOwn(service, parent)) return undefined;
  const siblings = childrenOf(parent);
  if (siblings.length < 2) return parentPath.length > 0 ? removeAt(service, parentPath) : undefined;
  return isFlow(service, parent) ? removeInFlow(siblings, node) : removeLines(service, parent, node);
}

/** `text` is YAML. Quotes of what stands there are kept where `text` needs none of its own. */
export function replaceAt(service: Service, path: Path, text: string): TextEdit | undefined {
  const node = valueAt(service.body, ...path);
  if (node?.kind !== 'scalar' || !isOwn(service, node)) return undefined;
  const { range } = node.origin;
  if (range.start.line !== range.end.line) return undefined;
  const written = (service.lines[range.start.line] ?? '').slice(range.start.character, range.end.character);
  const quote = /^(["']).*\1$/s.exec(written)?.[1] ?? '';
  return { range, newText: quote !== '' && !/["'\\]/.test(text) ? quote + text + quote : text };
}

/** Lines of YAML, as keys of the service, behind its last one. Lines end at LF. */
export function addEntries(service: Service, lines: readonly string[]): TextEdit | undefined {
  if (service.indent === undefined) return undefined;
  // A tag may stand before the first key.
  const first = service.lines.slice(1).find((line) => !/^\s*(?:#.*)?$/.test(line)) ?? '';
  const indent = /^ */.exec(first)?.[0] ?? '';
  const end = lastLine(service.range);
  return insertBelow(
    service,
    end,
    lines.map((line) => indent + line),
  );
}

/** Lines of YAML, as keys of the mapping at a path, behind its last one. */
export function addToMapping(service: Service, path: Path, ...lines: readonly string[]): TextEdit | undefined {
  const mapping = valueAt(service.body, ...path);
  const last = mapping?.kind === 'mapping' ? [...mapping.entries.values()].at(-1) : undefined;
  if (mapping?.kind !== 'mapping' || !last || !isOwn(service, mapping) || !isOwn(service, last)) return undefined;
  const { key, range } = last.origin;
  if (isFlow(service, mapping)) {
    if (lines.length > 1) return undefined;
    return { range: { start: range.end, end: range.end }, newText: `, ${lines[0] ?? ''}` };
  }
  const indent = ' '.repeat(key.start.character);
  return insertBelow(
    service,
    lastLine({ start: key.start, end: later(range.end, key.end) }),
    lines.map((line) => indent + line),
  );
}

/** An item to the list at a path. `text` is YAML. */
export function addItem(service: Service, path: Path, text: string): TextEdit | undefined {
  const list = valueAt(service.body, ...path);
  const last = list?.kind === 'sequence' ? list.items.at(-1) : undefined;
  if (list?.kind !== 'sequence' || !last || !isOwn(service, list) || !isOwn(service, last)) return undefined;
  if (isFlow(service, list))
    return { range: { start: last.origin.range.end, end: last.origin.range.end }, newText: `, ${text}` };
  const head = (service.lines[last.origin.key.start.line] ?? '').slice(0, last.origin.key.start.character);
  const dash = /^( *- +)/.exec(head)?.[1];
  return dash === undefined ? undefined : insertBelow(service, lastLine(last.origin.range), [dash + text]);
}

/** Below a line of the service, which may be the last one of the file. */
function insertBelow({ lines }: Service, line: number, added: readonly string[]): TextEdit {
  const text = lines[line] ?? '';
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const at: Position = { line, character: end };
  return { range: { start: at, end: at }, newText: added.map((each) => `\n${each}`).join('') };
}

const childrenOf = (node: Node): readonly Node[] =>
  node.kind === 'mapping' ? [...node.entries.values()] : node.kind === 'sequence' ? node.items : [];

/** Whether a list or mapping is written in brackets. */
function isFlow(service: Service, { origin, kind }: Mapping | Sequence | Node): boolean {
  const first = (service.lines[origin.range.start.line] ?? '')[origin.range.start.character];
  return kind === 'mapping' ? first === '{' : first === '[';
}

function removeInFlow(siblings: readonly Node[], node: Node): TextEdit {
  const index = siblings.indexOf(node);
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  const { key, range } = node.origin;
  if (next) return { range: { start: key.start, end: next.origin.key.start }, newText: '' };
  return { range: { start: previous?.origin.range.end ?? key.start, end: range.end }, newText: '' };
}

/** Whole lines, where nothing else stands on them and no comment would go along. */
function removeLines(service: Service, parent: Node, { origin }: Node): TextEdit | undefined {
  const { lines } = service;
  const first = origin.key.start.line;
  const last = lastLine({ start: origin.key.start, end: later(origin.range.end, origin.key.end) });
  const head = (lines[first] ?? '').slice(0, origin.key.start.character);
  const isPlain = parent.kind === 'sequence' ? /^ *- +$/.test(head) : /^ *$/.test(head);
  const tail = (lines[last] ?? '').slice(origin.range.end.line === last ? origin.range.end.character : 0);
  const isCommented = lines.slice(first + 1, last + 1).some((line) => /^\s*#/.test(line));
  const endsLine = origin.range.end.line > last || /^\s*(?:#.*)?\r?$/.test(tail);
  if (!isPlain || isCommented || !endsLine) return undefined;
  if (last + 1 < lines.length) {
    return { range: { start: { line: first, character: 0 }, end: { line: last + 1, character: 0 } }, newText: '' };
  }
  // The last lines of a service: the break before them goes, the one behind them stays.
  const above = (lines[first - 1] ?? '').replace(/\r$/, '').length;
  const end = (lines[last] ?? '').replace(/\r$/, '').length;
  return { range: { start: { line: first - 1, character: above }, end: { line: last, character: end } }, newText: '' };
}

const later = (a: Position, b: Position): Position => (comparePositions(a, b) > 0 ? a : b);

/** The last line that a value has a character on. */
const lastLine = ({ start, end }: Range): number =>
  end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
