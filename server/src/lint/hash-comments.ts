// A script, a Makefile or a unit as silencing sees it: a comment stands above a command, which may go on over several lines, or
// behind it.
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { BlockSuppression, Comment, Commented, Target } from './commented';
import { foreignIgnores, trailingIgnores } from './foreign-comments';
import { type MarkedLine, NAMED } from './marks';
import { ownComment } from './own-comments';

const COMMENT = /^\ufeff?\s*#/;
const BLANK = /^\s*$/;

export class HashComments implements Commented {
  readonly directives = [];
  readonly isRefused = false;
  private found: readonly MarkedLine[] | undefined;

  constructor(readonly lines: readonly string[]) {}

  get marks(): readonly MarkedLine[] {
    this.found ??= this.lines.flatMap((text, line) => {
      const mark = text.includes('#') && NAMED.test(text) ? markOf(text.replace(/\r$/, '')) : undefined;
      return mark ? [{ line, mark }] : [];
    });
    return this.found;
  }

  comments(): readonly Comment[] {
    return this.marks.flatMap(({ line, mark }): Comment[] => {
      if (mark.kind === 'trailing' && !mark.own) return [];
      const at = mark.kind === 'trailing' ? line : this.commandBelow(line);
      return [{ line, mark, target: at === undefined ? undefined : { kind: 'block', line: at } }];
    });
  }

  /** The line, and those before it that it continues. */
  blocksAt(line: number): readonly number[] {
    const blocks = [line];
    for (let at = line - 1; at >= 0 && /\\\r?$/.test(this.lines[at] ?? ''); at--) {
      if (!COMMENT.test(this.lines[at] ?? '')) blocks.push(at);
    }
    return blocks;
  }

  blocksOf(target: Target): readonly Target[] {
    return [target];
  }

  suppressionFor({ range, rule }: Finding): BlockSuppression | undefined {
    const line = this.blocksAt(range.start.line).at(-1) ?? range.start.line;
    return { subject: 'this command', line, edit: () => this.editAbove(line, rule) };
  }

  fileSuppressionEdit(rule: string): TextEdit {
    for (const { line, mark } of this.marks) {
      const { own } = mark;
      const last = own?.entries.at(-1);
      if (own?.isForFile && last && !own.until && !own.problem) return insert(line, last.span.end, `,${rule}`);
    }
    const comment = `# hullwright ignore-file=${rule}`;
    const first = this.lines[0] ?? '';
    const mark = first.startsWith('\ufeff') ? 1 : 0;
    if (!first.startsWith('#!', mark)) return insert(0, mark, comment + this.lineBreak);
    // The first line says which shell runs it.
    if (this.lines.length > 1) return insert(1, 0, comment + this.lineBreak);
    return insert(0, first.length, this.lineBreak + comment);
  }

  private editAbove(line: number, rule: string): TextEdit {
    for (let at = line - 1; at >= 0 && COMMENT.test(this.lines[at] ?? ''); at--) {
      const own = ownComment((this.lines[at] ?? '').replace(/\r$/, ''));
      const last = own?.entries.at(-1);
      if (own && last && !own.isForFile && !own.until && !own.problem) return insert(at, last.span.end, `,${rule}`);
    }
    const from = line === 0 && this.lines[0]?.startsWith('\ufeff') ? 1 : 0;
    const indent = /^[ \t]*/.exec((this.lines[line] ?? '').slice(from))?.[0] ?? '';
    return insert(line, from, `${indent}# hullwright ignore=${rule}${this.lineBreak}`);
  }

  private get lineBreak(): string {
    return this.lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  }

  private commandBelow(line: number): number | undefined {
    for (let at = line + 1; at < this.lines.length; at++) {
      const text = this.lines[at] ?? '';
      if (COMMENT.test(text)) continue;
      return BLANK.test(text) ? undefined : at;
    }
    return undefined;
  }
}

function markOf(text: string): MarkedLine['mark'] | undefined {
  if (COMMENT.test(text)) {
    const [own, ignores] = [ownComment(text), foreignIgnores(text)];
    return own || ignores.length > 0 ? { kind: 'comment', own, ignores } : undefined;
  }
  const at = text.search(/\s#[^'"]*$/);
  if (at < 0) return undefined;
  // Columns stay those of the line.
  const own = ownComment(' '.repeat(at + 1) + text.slice(at + 1));
  const ignores = trailingIgnores(text);
  return own || ignores.length > 0 ? { kind: 'trailing', own, ignores } : undefined;
}

const insert = (line: number, character: number, newText: string): TextEdit => ({
  range: rangeOf(line, character, line, character),
  newText,
});
