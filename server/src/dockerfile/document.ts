// A Dockerfile that is being edited. An edit reads again from the instruction it touches to where the old lines go on as
// before; the result is always the same as reading the whole text (a property of the tests).
import { clamped } from '../text/lines';
import type { Range } from '../text/range';
import { countWhile } from '../text/rising';
import { endOf } from './instruction-at';
import { type Dockerfile, dockerfileOf } from './model';
import { isTooLong, readLines, readUnit, splitLines } from './read';
import type { DockerfileSyntax, PlacedInstruction } from './syntax';

export class DockerfileDocument {
  readonly kind = 'dockerfile';
  private syntax: DockerfileSyntax;
  private model: Dockerfile | undefined;
  private modelOf: DockerfileSyntax | undefined;

  constructor(text: string) {
    this.syntax = readLines(splitLines(text));
  }

  get lines(): readonly string[] {
    return this.syntax.lines;
  }

  /** Lines end at LF alone, and so do the lines that positions count. */
  get text(): string {
    return this.syntax.lines.join('\n');
  }

  /** The model of the text as it is now; an immutable value. */
  get dockerfile(): Dockerfile {
    if (!this.model || this.modelOf !== this.syntax) {
      this.model = dockerfileOf(this.syntax, this.model);
      this.modelOf = this.syntax;
    }
    return this.model;
  }

  /** Replaces a range. Positions beyond a line or the text are taken as their end. */
  change(range: Range, newText: string): void {
    const { lines, readableLines } = this.syntax;
    const from = clamped(lines, range.start);
    const to = clamped(lines, range.end);
    const before = (lines[from.line] ?? '').slice(0, from.character);
    const after = (lines[to.line] ?? '').slice(to.character);
    const replacement = splitLines(before + newText + after);
    const next = lines.slice(0, from.line).concat(replacement, lines.slice(to.line + 1));
    const touchesLimit = readableLines < lines.length || replacement.some(isTooLong);
    if (touchesLimit || from.line < this.syntax.directives.lineCount) {
      this.syntax = readLines(next);
      return;
    }
    this.syntax = this.readAgain(next, from.line, to.line, from.line + replacement.length);
  }

  /** `first` to `last` are the old lines that changed; the new ones end before `editedEnd`. */
  private readAgain(lines: readonly string[], first: number, last: number, editedEnd: number): DockerfileSyntax {
    const { instructions, directives } = this.syntax;
    const moved = editedEnd - 1 - last;
    const keep = firstTouched(instructions, first);
    const touched = instructions[keep];
    let line = touched && touched.line <= first ? touched.line : first;
    const read: PlacedInstruction[] = [];
    let resume = keep;
    while (line < lines.length) {
      if (line >= editedEnd) {
        let old = instructions[resume];
        while (old && endOf(old) + moved <= line) old = instructions[++resume];
        if (!old || old.line + moved >= line) break; // outside what the old reading knew as one instruction
      }
      const unit = readUnit(lines, line, lines.length, directives.escape);
      if (unit.instruction) read.push({ line, instruction: unit.instruction });
      line = unit.next;
    }
    while (resume < instructions.length && (instructions[resume]?.line ?? 0) + moved < line) resume++;
    const rest = instructions.slice(resume);
    const shifted = moved === 0 ? rest : rest.map((old) => ({ line: old.line + moved, instruction: old.instruction }));
    const all = instructions.slice(0, keep).concat(read, shifted);
    return { lines, readableLines: lines.length, directives, instructions: all };
  }
}

/** Index of the first instruction that an edit of `line` may change: one that the end of the file alone ended, too. */
function firstTouched(instructions: readonly PlacedInstruction[], line: number): number {
  const low = countWhile(instructions, (placed) => endOf(placed) <= line);
  const isBehindAll = low === instructions.length;
  return isBehindAll && instructions[low - 1]?.instruction.open ? low - 1 : low;
}
