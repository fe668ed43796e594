// YAML with the place of every value, aliases followed: what it answers knows nothing of the library that reads it.
import { Composer, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { Range } from '../text/range';
import { isTooDeep, TOO_DEEP } from './depth';
import { rangesIn } from './places';

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly range: Range;
  /** In their order; a key that is given twice stands here twice. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly value: string | number | boolean | null;
}

export interface YamlProblem {
  readonly range: Range;
  readonly message: string;
}

export interface YamlDocument {
  /** Undefined for a text without a value. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** The first document. Never throws: what cannot be read is a problem. Lines end at LF. */
export function readYaml(text: string): YamlDocument {
  const rangeOf = rangesIn(text);
  try {
    const tokens = [...new Parser().parse(text)];
    if (isTooDeep(tokens)) return { root: undefined, problems: [{ range: rangeOf(0, 0), message: TOO_DEEP }] };
    const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
    if (!document) return { root: undefined, problems: [] };
    const problems = document.errors.map(({ pos, message }) => ({ range: rangeOf(pos[0], pos[1]), message }));
    const { contents } = document;
    if (!contents || (isScalar(contents) && contents.source === '')) return { root: undefined, problems };
    return { root: new Reader(document, rangeOf).node(contents, 0), problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { root: undefined, problems: [{ range: rangeOf(0, 0), message }] };
  }
}

const OPTIONS = { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

class Reader {
  private readonly known = new Map<Node, YamlNode>();

  constructor(
    private readonly document: Document,
    private readonly rangeOf: (start: number, end: number) => Range,
  ) {}

  /** An alias stands for what it names; a value that holds itself holds nothing there. `at` places what is left out. */
  node(node: unknown, at: number): YamlNode {
    if (!isNode(node)) return { kind: 'scalar', range: this.rangeOf(at, at), value: null };
    const known = this.known.get(node);
    if (known) return known;
    const [start, end] = node.range ?? [at, at];
    const range = this.rangeOf(start, end);
    this.known.set(node, { kind: 'scalar', range, value: null });
    const read = this.read(node, range, end);
    this.known.set(node, read);
    return read;
  }

  private read(node: Node, range: Range, end: number): YamlNode {
    if (isAlias(node)) return this.node(node.resolve(this.document), end);
    if (isSeq(node)) return { kind: 'list', range, items: node.items.map((item) => this.node(item, end)) };
    if (!isMap(node)) return { kind: 'scalar', range, value: isScalar(node) ? plain(node.value) : null };
    const entries = node.items.map(({ key, value }): YamlEntry => {
      const name = this.node(key, end);
      const text = name.kind === 'scalar' ? String(name.value ?? '') : '';
      return { key: text, keyRange: name.range, value: this.node(value, end) };
    });
    return { kind: 'map', range, entries };
  }
}

function plain(value: unknown): YamlScalar['value'] {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? value : value === null || value === undefined ? null : String(value);
}
