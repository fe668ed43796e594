// A YAML file as silencing sees it: a comment stands above an entry and holds for all of it, or behind a value on its line.
import type { Finding } from '../rule/finding';
import type { BlockSuppression } from './commented';
import { COMMENT, LineComments } from './line-comments';
import type { MarkedLine } from './marks';

const BLANK = /^\s*(?:#.*)?$/;
const OPENS_TEXT = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/;
const ENTRY = /^\s*(?:- |-$|[^\s#{}[\],&*!|>%@`][^#]*?:(?:\s|$))/;

export class YamlComments extends LineComments {
  protected readonly indent = /^ */;
  private holders: Int32Array | undefined;

  /** The entries that hold a line, the innermost first: each begins less far in than what it holds. */
  blocksAt(line: number): readonly number[] {
    this.holders ??= holdersIn(this.lines);
    const blocks = [line];
    for (let at = this.holders[line] ?? -1; at >= 0; at = this.holders[at] ?? -1) blocks.push(at);
    return blocks;
  }

  suppressionFor({ range, rule }: Finding): BlockSuppression | undefined {
    const blocks = this.blocksAt(range.start.line);
    const outside = blocks.slice(blocks.findLastIndex((at, i) => i > 0 && OPENS_TEXT.test(this.lines[at] ?? '')) + 1);
    const inText = blocks.length - outside.length;
    const candidates = inText > 0 ? blocks.slice(inText - 1) : blocks;
    const line = candidates.find((at) => ENTRY.test(this.lines[at] ?? ''));
    return line === undefined ? undefined : { subject: 'this entry', line, edit: () => this.editAbove(line, rule) };
  }

  /** In a text of several lines nothing is a comment. */
  protected override markAt(line: number, text: string): MarkedLine['mark'] | undefined {
    if (this.blocksAt(line).some((at) => at !== line && OPENS_TEXT.test(this.lines[at] ?? ''))) return undefined;
    return super.markAt(line, text);
  }

  protected below(line: number): number | undefined {
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
