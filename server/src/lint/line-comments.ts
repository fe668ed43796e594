// Comments that begin with '#' in files other than Dockerfiles: above what they silence, or behind it on its line.
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { BlockSuppression, Comment, Commented, Target } from './commented';
import { foreignIgnores, trailingIgnores } from './foreign-comments';
import { type MarkedLine, NAMED } from './marks';
import { ownComment } from './own-comments';

/** A byte order mark counts as a blank. */
export const COMMENT = /^\s*#/;

export abstract class LineComments implements Commented {
  readonly directives = [];
  private found: readonly MarkedLine[] | undefined;

  constructor(
    readonly lines: readonly string[],
    readonly isRefused: boolean,
  ) {}

  get marks(): readonly MarkedLine[] {
    this.found ??= this.lines.flatMap((text, line) => {
      const mark = text.includes('#') && NAMED.test(text) ? this.markAt(line, text.replace(/\r$/, '')) : undefined;
      return mark ? [{ line, mark }] : [];
    });
    return this.found;
  }

  comments(): readonly Comment[] {
    return this.marks.flatMap(({ line, mark }): Comment[] => {
      if (mark.kind === 'trailing' && !mark.own) return [];
      const at = mark.kind === 'trailing' ? line : this.below(line);
      return [{ line, mark, target: at === undefined ? undefined : { kind: 'block', line: at } }];
    });
  }

  abstract blocksAt(line: number): readonly number[];

  blocksOf(target: Target): readonly Target[] {
    return [target];
  }

  abstract suppressionFor(finding: Finding): BlockSuppression | undefined;

  fileSuppressionEdit(rule: string): TextEdit {
    for (const { line, mark } of this.marks) {
      const { own } = mark;
      const last = own?.entries.at(-1);
      if (own?.isForFile && last && !own.until && !own.problem) return insert(line, last.span.end, `,${rule}`);
    }
    return this.firstComment(`# hullwright ignore-file=${rule}`);
  }

  /** A comment for the whole file, where the file begins. */
  protected firstComment(comment: string): TextEdit {
    return insert(0, this.markLength, comment + this.lineBreak);
  }

  protected editAbove(line: number, rule: string): TextEdit {
    for (let at = line - 1; at >= 0 && COMMENT.test(this.lines[at] ?? ''); at--) {
      const own = ownComment((this.lines[at] ?? '').replace(/\r$/, ''));
      const last = own?.entries.at(-1);
      if (own && last && !own.isForFile && !own.until && !own.problem) return insert(at, last.span.end, `,${rule}`);
    }
    const from = line === 0 ? this.markLength : 0;
    const indent = this.indent.exec((this.lines[line] ?? '').slice(from))?.[0] ?? '';
    return insert(line, from, `${indent}# hullwright ignore=${rule}${this.lineBreak}`);
  }

  /** What may stand before an entry, at the beginning of its line. */
  protected abstract readonly indent: RegExp;

  /** What a comment on a line of its own stands above. */
  protected abstract below(line: number): number | undefined;

  protected get lineBreak(): string {
    return this.lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  }

  /** Of the byte order mark. */
  protected get markLength(): number {
    return this.lines[0]?.startsWith('\ufeff') ? 1 : 0;
  }

  protected markAt(_: number, text: string): MarkedLine['mark'] | undefined {
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
}

export const insert = (line: number, character: number, newText: string): TextEdit => ({
  range: rangeOf(line, character, line, character),
  newText,
});
