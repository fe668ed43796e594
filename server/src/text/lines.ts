// The lines of a text that is being edited. They end at LF alone; a CR before it belongs to the line.
import type { Position, Range } from './range';

export class TextLines {
  lines: readonly string[];

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Replaces a range. Positions beyond a line or the text are taken as their end. */
  change(range: Range, newText: string): void {
    const { lines } = this;
    const from = clamped(lines, range.start);
    const to = clamped(lines, range.end);
    const before = (lines[from.line] ?? '').slice(0, from.character);
    const after = (lines[to.line] ?? '').slice(to.character);
    const replacement = (before + newText + after).split('\n');
    this.lines = lines.slice(0, from.line).concat(replacement, lines.slice(to.line + 1));
  }
}

export function clamped(lines: readonly string[], { line, character }: Position): Position {
  const last = lines.length - 1;
  if (line > last) return { line: last, character: (lines[last] ?? '').length };
  const text = lines[line] ?? '';
  const end = line < last && text.endsWith('\r') ? text.length - 1 : text.length;
  return { line, character: Math.min(character, end) };
}
