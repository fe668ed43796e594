// The lines of a file that may silence something. Of a file that is edited only the lines that changed are looked at again.
import { isComment, withoutBom, withoutCarriageReturn } from '../dockerfile/physical-line';
import type { Directives, DockerfileSyntax } from '../dockerfile/syntax';
import { type ForeignIgnore, foreignIgnores, trailingIgnores } from './foreign-comments';
import { type OwnComment, ownComment } from './own-comments';

/** What a line says, wherever it stands. Of a comment that ends an instruction's line only what other tools read there. */
export interface Mark {
  readonly kind: 'comment' | 'trailing';
  readonly own?: OwnComment;
  readonly ignores: readonly ForeignIgnore[];
}

export interface MarkedLine {
  readonly line: number;
  readonly mark: Mark;
}

/** So that other lines cost nothing. */
export const NAMED = /hullwright|hadolint|tally|trivy:|checkov:|bridgecrew:|nosemgrep|kics-scan|nosonar/i;

interface Looked {
  readonly lines: readonly string[];
  readonly marked: readonly MarkedLine[];
}

/** The last text of a document: its directives are the same value as long as no edit is among them. */
const last = new WeakMap<Directives, Looked>();

/** From top to bottom. In a heredoc's body they mean nothing. */
export function markedLines({ lines, directives }: DockerfileSyntax): readonly MarkedLine[] {
  const before = last.get(directives);
  if (before?.lines === lines) return before.marked;
  const marked = before ? lookAgain(before, lines) : look(lines, 0, lines.length);
  last.set(directives, { lines, marked });
  return marked;
}

function lookAgain({ lines: old, marked }: Looked, lines: readonly string[]): readonly MarkedLine[] {
  const room = Math.min(old.length, lines.length);
  let head = 0;
  while (head < room && old[head] === lines[head]) head++;
  const moved = lines.length - old.length;
  let end = lines.length;
  while (end > head && end - moved > head && old[end - 1 - moved] === lines[end - 1]) end--;
  const found = look(lines, head, end);
  const from = firstFrom(marked, head);
  const to = firstFrom(marked, end - moved);
  if (moved === 0 && found.length === 0 && from === to) return marked;
  const below = marked.slice(to);
  const shifted = moved === 0 ? below : below.map(({ line, mark }) => ({ line: line + moved, mark }));
  return marked.slice(0, from).concat(found, shifted);
}

function look(lines: readonly string[], start: number, end: number): MarkedLine[] {
  const marked: MarkedLine[] = [];
  for (let line = start; line < end; line++) {
    const text = lines[line] ?? '';
    const mark = text.includes('#') && NAMED.test(text) ? markOf(text, line === 0) : undefined;
    if (mark) marked.push({ line, mark });
  }
  return marked;
}

function markOf(raw: string, isFirst: boolean): Mark | undefined {
  const text = withoutCarriageReturn(raw);
  const isWhole = isComment(isFirst ? withoutBom(text) : text);
  const mark: Mark = isWhole
    ? { kind: 'comment', own: ownComment(text), ignores: foreignIgnores(text) }
    : { kind: 'trailing', ignores: trailingIgnores(text) };
  return mark.own || mark.ignores.length > 0 ? mark : undefined;
}

/** Index of the first that stands on the line or below it. */
function firstFrom(marked: readonly MarkedLine[], line: number): number {
  let low = 0;
  let high = marked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marked[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
