// Lines of a file that are marked for what they say. Of a file that is edited only the lines that changed are looked at again.
import { Kept } from '../text/kept';
import { countWhile } from '../text/rising';
import type { Directives, DockerfileSyntax } from './syntax';

export interface MarkedLine<Mark> {
  readonly line: number;
  readonly mark: Mark;
}

interface Looked<Mark> {
  readonly lines: readonly string[];
  readonly marked: readonly MarkedLine<Mark>[];
}

type MarkOf<Mark> = (text: string, isFirst: boolean) => Mark | undefined;

/** The answer is from top to bottom, and the same value where an edit changed nothing of it. */
export function linesMarked<Mark>(markOf: MarkOf<Mark>): (syntax: DockerfileSyntax) => readonly MarkedLine<Mark>[] {
  // The last text of a document: its directives are the same value as long as no edit is among them.
  const last = new Kept<Directives, Looked<Mark>>();
  return ({ lines, directives }) => {
    const before = last.get(directives);
    if (before?.lines === lines) return before.marked;
    const marked = before ? lookAgain(before, lines, markOf) : look(lines, 0, lines.length, markOf);
    last.set(directives, { lines, marked });
    return marked;
  };
}

function lookAgain<Mark>(
  { lines: old, marked }: Looked<Mark>,
  lines: readonly string[],
  markOf: MarkOf<Mark>,
): readonly MarkedLine<Mark>[] {
  const room = Math.min(old.length, lines.length);
  let head = 0;
  while (head < room && old[head] === lines[head]) head++;
  const moved = lines.length - old.length;
  let end = lines.length;
  while (end > head && end - moved > head && old[end - 1 - moved] === lines[end - 1]) end--;
  const found = look(lines, head, end, markOf);
  const from = countWhile(marked, ({ line }) => line < head);
  const to = countWhile(marked, ({ line }) => line < end - moved);
  if (moved === 0 && found.length === 0 && from === to) return marked;
  const below = marked.slice(to);
  const shifted = moved === 0 ? below : below.map(({ line, mark }) => ({ line: line + moved, mark }));
  return marked.slice(0, from).concat(found, shifted);
}

function look<Mark>(lines: readonly string[], start: number, end: number, markOf: MarkOf<Mark>): MarkedLine<Mark>[] {
  const marked: MarkedLine<Mark>[] = [];
  for (let line = start; line < end; line++) {
    const mark = markOf(lines[line] ?? '', line === 0);
    if (mark !== undefined) marked.push({ line, mark });
  }
  return marked;
}
