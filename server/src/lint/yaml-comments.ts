// A YAML file as silencing sees it: a comment stands above an entry and holds for all of it, or behind a value on its line.
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { BlockSuppression, Comment, Commented, Target } from './commented';
import { foreignIgnores, trailingIgnores } from './foreign-comments';
import { type MarkedLine, NAMED } from './marks';
import { ownComment } from './own-comments';

const COMMENT = /^\s*#/;
const BLANK = /^\s*(?:#.*)?$/;
const OPENS_TEXT = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/;
const ENTRY = /^\s*(?:- |-$|[^\s#{}[\],&*!|>%@`][^#]*?:(?:\s|$))/;

export class YamlComments implements Commented {
  readonly directives = [];
  private found: readonly MarkedLine[] | undefined;
  private holders: Int32Array | undefined;

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
      const at = mark.kind === 'trailing' ? line : this.entryBelow(line);
      return [{ line, mark, target: at === undefined ? undefined : { kind: 'block', line: at } }];
    });
  }

  /** The entries that hold a line, the innermost first: each begins less far in than what it holds. */
  blocksAt(line: number): readonly number[] {
    this.holders ??= holdersIn(this.lines);
    const blocks = [line];
    for (let at = this.holders[line] ?? -1; at >= 0; at = this.holders[at] ?? -1) blocks.push(at);
    return blocks;
  }

  blocksOf(target: Target): readonly Target[] {
    return [target];
  }

  suppressionFor({ range, rule }: Finding): BlockSuppression | undefined {
    const blocks = this.blocksAt(range.start.line);
    const outside = blocks.slice(blocks.findLastIndex((at, i) => i > 0 && OPENS_TEXT.test(this.lines[at] ?? '')) + 1);
    const inText = blocks.length - outside.length;
    const candidates = inText > 0 ? blocks.slice(inText - 1) : blocks;
    const line = candidates.find((at) => ENTRY.test(this.lines[at] ?? ''));
    return line === undefined ? undefined : { subject: 'this entry', line, edit: () => this.editAbove(line, rule) };
  }

  fileSuppressionEdit(rule: string): TextEdit {
    for (const { line, mark } of this.marks) {
      const { own } = mark;
      const last = own?.entries.at(-1);
      if (own?.isForFile && last && !own.until && !own.problem) return insert(line, last.span.end, `,${rule}`);
    }
    return insert(0, markLength(this.lines), `# hullwright ignore-file=${rule}${this.lineBreak}`);
  }

  private editAbove(line: number, rule: string): TextEdit {
    for (let at = line - 1; at >= 0 && COMMENT.test(this.lines[at] ?? ''); at--) {
      const own = ownComment((this.lines[at] ?? '').replace(/\r$/, ''));
      const last = own?.entries.at(-1);
      if (own && last && !own.isForFile && !own.until && !own.problem) return insert(at, last.span.end, `,${rule}`);
    }
    const from = line === 0 ? markLength(this.lines) : 0;
    const indent = /^ */.exec((this.lines[line] ?? '').slice(from))?.[0] ?? '';
    return insert(line, from, `${indent}# hullwright ignore=${rule}${this.lineBreak}`);
  }

  private get lineBreak(): string {
    return this.lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  }

  /** In a text of several lines nothing is a comment. */
  private markAt(line: number, text: string): MarkedLine['mark'] | undefined {
    if (this.blocksAt(line).some((at) => at !== line && OPENS_TEXT.test(this.lines[at] ?? ''))) return undefined;
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

  private entryBelow(line: number): number | undefined {
    for (let at = line + 1; at < this.lines.length; at++) {
      const text = this.lines[at] ?? '';
      if (!BLANK.test(text)) return at;
      if (!COMMENT.test(text)) return undefined;
    }
    return undefined;
  }
}

/** Of each line the one above that holds it, the nearest that is less far in; -1 for none. */
function holdersIn(lines: readonly string[]): Int32Array {
  const holders = new Int32Array(lines.length).fill(-1);
  /** Entries that may hold what follows, each further in than the one before. */
  const open: { readonly line: number; readonly depth: number }[] = [];
  for (const [line, text] of lines.entries()) {
    const first = text.search(/\S/);
    const depth = depthOf(text, first < 0 ? text.length : first);
    const isBlank = first < 0 || text[first] === '#';
    let last = open.length - 1;
    while ((open[last]?.depth ?? -1) >= depth) last--;
    holders[line] = open[last]?.line ?? -1;
    if (isBlank) continue;
    open.length = last + 1;
    open.push({ line, depth });
  }
  return holders;
}

/** Items of a list may stand as far in as the key that they belong to. `first` is where its text begins. */
function depthOf(text: string, first: number): number {
  const indent = /^\ufeff? */.exec(text.slice(0, first))?.[0].replace('\ufeff', '').length ?? 0;
  return 2 * indent + (text[first] === '-' && /^\s?$/.test(text[first + 1] ?? '') ? 1 : 0);
}

const markLength = (lines: readonly string[]): number => (lines[0]?.startsWith('\ufeff') ? 1 : 0);

const insert = (line: number, character: number, newText: string): TextEdit => ({
  range: rangeOf(line, character, line, character),
  newText,
});
