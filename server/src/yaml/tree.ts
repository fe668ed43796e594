// YAML as it is written: aliases, tags and anchors kept, every value with its place. What they mean is for the reader to say.
import { Composer, type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { Range } from '../text/range';
import { isTooDeep, TOO_DEEP } from './depth';
import { rangesIn } from './places';
import { resolvePlain, type ScalarValue } from './scalars';

export type Tree = TreeMap | TreeList | TreeScalar | TreeAlias;

interface Placed {
  readonly range: Range;
  /** `!reset`, `!!str`, `!local`; undefined where none is written. */
  readonly tag?: string;
}

export interface TreeMap extends Placed {
  readonly kind: 'map';
  readonly isFlow: boolean;
  /** In their order; a key that is given twice stands here twice. */
  readonly entries: readonly TreeEntry[];
}

export interface TreeEntry {
  readonly key: Tree;
  readonly value: Tree;
}

export interface TreeList extends Placed {
  readonly kind: 'list';
  readonly isFlow: boolean;
  readonly items: readonly Tree[];
}

export interface TreeScalar extends Placed {
  readonly kind: 'scalar';
  readonly isPlain: boolean;
  readonly value: ScalarValue;
  /** What stands there, without the quotes. */
  readonly source: string;
  /** The value as a text. */
  readonly text: string;
}

export interface TreeAlias extends Placed {
  readonly kind: 'alias';
  readonly name: string;
  /** Counts up through the document, with the anchors. */
  readonly order: number;
}

export interface Anchor {
  readonly name: string;
  readonly node: Tree;
  /** An alias of a higher order means it, if no other of the name is between; one below `end` stands in it. */
  readonly order: number;
  readonly end: number;
}

export interface TreeProblem {
  readonly range: Range;
  readonly message: string;
  /** A bracket or a quote that is not closed: what stands behind belongs to it. */
  readonly isOpen: boolean;
}

export interface TreeDocument {
  /** Undefined for a document without a value. */
  readonly root: Tree | undefined;
  readonly anchors: readonly Anchor[];
}

export interface TreeText {
  readonly documents: readonly TreeDocument[];
  readonly problems: readonly TreeProblem[];
}

/** Never throws: what cannot be read is a problem. Lines end at LF. */
export function readTree(text: string): TreeText {
  const rangeOf = rangesIn(text);
  try {
    const tokens = [...new Parser().parse(text)];
    if (isTooDeep(tokens)) return unread(rangeOf(0, 0), TOO_DEEP);
    const parsed = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
    const problems = parsed.flatMap(({ errors }) =>
      errors.map(({ pos, message, code }) => ({
        range: rangeOf(pos[0], pos[1]),
        message: worded(message),
        isOpen: code === 'MISSING_CHAR' || code === 'BAD_INDENT',
      })),
    );
    const documents = parsed.map((document) => new TreeReader(rangeOf).document(document));
    return { documents, problems };
  } catch (error) {
    return unread(rangeOf(0, 0), error instanceof RangeError ? TOO_DEEP : worded(String(error)));
  }
}

const OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

const unread = (range: Range, message: string): TreeText => ({
  documents: [],
  problems: [{ range, message, isOpen: true }],
});

/** A message of the library as ours are: one line, lower case, no full stop. */
const worded = (message: string): string => {
  const line = (message.split('\n')[0] ?? '').replace(/: ".*$|[.:]+$/, '').slice(0, 110);
  if (/^Missing closing ["']quote/.test(line)) return 'a quote is not closed';
  return line.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
};

class TreeReader {
  private readonly anchors: Anchor[] = [];
  private order = 0;

  constructor(private readonly rangeOf: (start: number, end: number) => Range) {}

  document({ contents }: Document): TreeDocument {
    if (!contents || (isScalar(contents) && contents.source === '' && !contents.tag)) {
      return { root: undefined, anchors: [] };
    }
    const root = this.node(contents, 0);
    return { root, anchors: this.anchors };
  }

  private node(node: unknown, at: number): Tree {
    if (!isNode(node)) return nothing(this.rangeOf(at, at));
    const [start, end] = node.range ?? [at, at];
    const range = this.rangeOf(start, end);
    if (isAlias(node)) return { kind: 'alias', range, name: node.source, order: ++this.order };
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
    if (anchor === undefined) return this.value(node, range, end);
    const order = ++this.order;
    const place = this.anchors.push({ name: anchor, node: nothing(range), order, end: order }) - 1;
    const read = this.value(node, range, end);
    this.anchors[place] = { name: anchor, node: read, order, end: this.order };
    return read;
  }

  private value(node: Node, range: Range, end: number): Tree {
    const tag = tagOf(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isPair(item) ? nothing(range) : this.node(item, end)));
      return {
        kind: 'list',
        range: node.flow ? range : upTo(range, items.at(-1)),
        ...tag,
        isFlow: node.flow === true,
        items,
      };
    }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }): TreeEntry => {
        const name = this.node(key, end);
        const after = isNode(key) ? (key.range?.[1] ?? end) : end;
        return { key: name, value: this.node(value, Math.min(after + 1, end)) };
      });
      const last = entries.at(-1);
      const whole = node.flow ? range : upTo(upTo(range, last?.key), last?.value);
      return { kind: 'map', range: whole, ...tag, isFlow: node.flow === true, entries };
    }
    return isScalar(node) ? this.scalar(node.value, node.type, range, tag) : nothing(range);
  }

  private scalar(value: unknown, type: unknown, range: Range, tag: { readonly tag?: string }): TreeScalar {
    const source = typeof value === 'string' ? value : typeof value === 'symbol' ? (value.description ?? '') : '';
    const isPlain = type === 'PLAIN' || type === undefined;
    // A tag of somebody's own leaves what it stands before a text.
    const isText = !isPlain || (tag.tag !== undefined && !VALUE_TAG.test(tag.tag));
    const resolved = isText ? { value: source, text: source } : resolvePlain(source);
    return { kind: 'scalar', range, ...tag, isPlain, source, ...resolved };
  }
}

/** A block ends where its last value does, not with the comments and blank lines behind it. */
const upTo = (range: Range, last: Tree | undefined): Range =>
  last ? { start: range.start, end: last.range.end } : range;

const VALUE_TAG = /^(?:tag:yaml\.org,2002:|!!)(?!str$)|^!$/;

const nothing = (range: Range): TreeScalar => ({
  kind: 'scalar',
  range,
  isPlain: true,
  source: '',
  value: null,
  text: '',
});

function tagOf(node: Node): { readonly tag?: string } {
  const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : undefined;
  return tag === undefined ? {} : { tag };
}
