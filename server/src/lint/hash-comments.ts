// A script, a Makefile or a unit as silencing sees it: a comment stands above a command, which may go on over several lines, or
// behind it.
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import type { BlockSuppression } from './commented';
import { COMMENT, insert, LineComments } from './line-comments';

const BLANK = /^\s*$/;

export class HashComments extends LineComments {
  protected readonly indent = /^[ \t]*/;

  constructor(lines: readonly string[]) {
    super(lines, false);
  }

  /** The line, and those before it that it continues. */
  blocksAt(line: number): readonly number[] {
    const blocks = [line];
    for (let at = line - 1; at >= 0 && /\\\r?$/.test(this.lines[at] ?? ''); at--) {
      if (!COMMENT.test(this.lines[at] ?? '')) blocks.push(at);
    }
    return blocks;
  }

  suppressionFor({ range, rule }: Finding): BlockSuppression | undefined {
    const line = this.blocksAt(range.start.line).at(-1) ?? range.start.line;
    return { subject: 'this command', line, edit: () => this.editAbove(line, rule) };
  }

  protected override firstComment(comment: string): TextEdit {
    const first = this.lines[0] ?? '';
    if (!first.startsWith('#!', this.markLength)) return super.firstComment(comment);
    // The first line says which shell runs it.
    if (this.lines.length > 1) return insert(1, 0, comment + this.lineBreak);
    return insert(0, first.length, this.lineBreak + comment);
  }

  protected below(line: number): number | undefined {
    for (let at = line + 1; at < this.lines.length; at++) {
      const text = this.lines[at] ?? '';
      if (COMMENT.test(text)) continue;
      return BLANK.test(text) ? undefined : at;
    }
    return undefined;
  }
}
