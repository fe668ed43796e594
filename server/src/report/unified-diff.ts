// The difference between two texts as `patch` and `git apply` read it.

const CONTEXT = 3;
/** Pairs of lines that are compared at most; more than that is shown as one change. */
const MAX_PAIRS = 4_000_000;

/** Lines [start, end) of the old text become lines [newStart, newEnd) of the new. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** '' for equal texts. `path` with slashes; an absolute one loses its first. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const changes = changesBetween(old, fresh);
  if (changes.length === 0) return '';
  const name = path.replace(/^\/+/, '');
  const hunks = neighbours(changes).map((group) => hunkText(group, old, fresh));
  return `--- ${quoted(`a/${name}`)}\n+++ ${quoted(`b/${name}`)}\n${hunks.join('')}`;
}

/** Each with its line feed, where it has one. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function changesBetween(old: readonly string[], fresh: readonly string[]): Change[] {
  const room = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < room && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < room - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const a = old.slice(head, old.length - tail);
  const b = fresh.slice(head, fresh.length - tail);
  const changes: Change[] = [];
  let x = 0;
  let y = 0;
  for (const pair of [...commonLines(a, b), { x: a.length, y: b.length }]) {
    if (pair.x > x || pair.y > y) {
      changes.push({ start: head + x, end: head + pair.x, newStart: head + y, newEnd: head + pair.y });
    }
    x = pair.x + 1;
    y = pair.y + 1;
  }
  return changes;
}

/** The longest row of lines that both have. */
function commonLines(a: readonly string[], b: readonly string[]): { readonly x: number; readonly y: number }[] {
  if (a.length * b.length > MAX_PAIRS) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const length = (x: number, y: number): number => lengths[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      lengths[x * width + y] = a[x] === b[y] ? length(x + 1, y + 1) + 1 : Math.max(length(x + 1, y), length(x, y + 1));
    }
  }
  const pairs: { x: number; y: number }[] = [];
  for (let x = 0, y = 0; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) pairs.push({ x: x++, y: y++ });
    else if (length(x + 1, y) >= length(x, y + 1)) x++;
    else y++;
  }
  return pairs;
}

/** Changes whose surroundings would touch are told together. */
function neighbours(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.start - last.end <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunkText(group: readonly Change[], old: readonly string[], fresh: readonly string[]): string {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return '';
  const from = Math.max(0, first.start - CONTEXT);
  const to = Math.min(old.length, last.end + CONTEXT);
  const newFrom = first.newStart - (first.start - from);
  const newTo = last.newEnd + (to - last.end);
  const rows: string[] = [];
  let at = from;
  for (const { start, end, newStart, newEnd } of group) {
    rows.push(marked(' ', old.slice(at, start)), marked('-', old.slice(start, end)));
    rows.push(marked('+', fresh.slice(newStart, newEnd)));
    at = end;
  }
  rows.push(marked(' ', old.slice(at, to)));
  return `@@ -${span(from, to)} +${span(newFrom, newTo)} @@\n${rows.join('')}`;
}

/** An empty span is named by the line before it. */
const span = (from: number, to: number): string => `${to > from ? from + 1 : from},${to - from}`;

const marked = (mark: string, lines: readonly string[]): string => lines.map((line) => row(mark, line)).join('');

const row = (mark: string, line: string): string =>
  line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;

/** As git quotes a path. */
const quoted = (path: string): string =>
  /[\x00-\x1f"\\\x7f]/.test(path)
    ? `"${path.replace(/[\x00-\x1f"\\\x7f]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`))}"`
    : path;
