// A Compose file's text as YAML: its documents with their top-level keys, read piece by piece. Pieces that are known are not
// read again.
import { Memo, ownCopy } from '../text/memo';
import { type Range, rangeOf, shiftRange } from '../text/range';
import { type Anchor, readTree, type Tree, type TreeAlias, type TreeText } from '../yaml/tree';
import { withoutConflicts } from './conflicts';
import { type Piece, piecesOf } from './pieces';
import { quoted } from './quoted';

/** A value, and the line of the file that its ranges count from. */
export interface Placed<Value extends Tree = Tree> {
  readonly tree: Value;
  readonly base: number;
  /** Which part of the document it stands in: anchors and aliases of a part count up together. */
  readonly part: number;
}

export interface SourceEntry {
  /** Undefined for a key that is no text. */
  readonly name: string | undefined;
  readonly key: Placed;
  readonly value: Placed;
}

export interface SourceDocument {
  /** Undefined for a document without a value. */
  readonly root: Placed | undefined;
  /** The top level where it was read piece by piece: then `root` has its keys alone. */
  readonly pieces: TopLevel | undefined;
  readonly anchors: Anchors;
}

export interface TopLevel {
  readonly entries: readonly SourceEntry[];
  /** What stands under `services`, if that key stands in a piece of its own. */
  readonly services: readonly SourceEntry[] | undefined;
}

export interface SourceProblem {
  readonly range: Range;
  readonly message: string;
}

export interface Source {
  readonly lines: readonly string[];
  readonly documents: readonly SourceDocument[];
  /** What is wrong with the YAML, in the file's own lines. */
  readonly problems: readonly SourceProblem[];
}

const known = new Memo<TreeText>(500_000);

/** The memory is by text: a piece that was read stays read, whatever stands around it. */
function readPiece(text: string): TreeText {
  const before = known.get(text);
  if (before) return before;
  const own = ownCopy(text);
  const read = readTree(own);
  known.set(own, read);
  return read;
}

export const splitLines = (text: string): string[] => text.split('\n');

export function readSource(text: string): Source {
  const written = splitLines(text.startsWith('\ufeff') ? text.slice(1) : text);
  const { lines, conflicts } = withoutConflicts(written);
  const pieces = piecesOf(lines);
  const source = (pieces && readPieces(lines, pieces)) ?? readWhole(lines);
  const marked = conflicts.map((range) => ({ range, message: 'a merge conflict is not resolved: take one side' }));
  return conflicts.length === 0 ? source : { ...source, lines: written, problems: [...marked, ...source.problems] };
}

/** Undefined where a piece is not whole by itself: a quote or a bracket that is open to the next one. */
function readPieces(lines: readonly string[], pieces: readonly Piece[]): Source | undefined {
  const entries: SourceEntry[] = [];
  const anchors = new Anchors();
  const problems: SourceProblem[] = [];
  let services: SourceEntry[] | undefined;
  for (const [part, piece] of pieces.entries()) {
    if (piece.kind === 'word') {
      problems.push(wordAlone(piece));
      continue;
    }
    const read = readPiece(piece.text);
    if (read.documents.length > 1 || read.problems.some(({ isOpen }) => isOpen)) return undefined;
    for (const { range, message } of read.problems) problems.push({ range: shiftRange(range, piece.line), message });
    const document = read.documents[0];
    if (!document?.root) continue;
    if (document.root.kind !== 'map') return undefined;
    anchors.add(document.anchors, part, piece.line);
    const own = document.root.entries.map(({ key, value }) => entryOf(key, value, piece.line, part));
    if (piece.kind === 'service') services?.push(...own);
    else entries.push(...own);
    if (piece.kind === 'services') services = [];
  }
  if (services?.length === 0) services = undefined;
  const pieced = entries.length > 0 ? { entries, services } : undefined;
  return {
    lines,
    problems,
    documents: [{ root: undefined, pieces: pieced, anchors }],
  };
}

function wordAlone({ text, line }: Piece): SourceProblem {
  const [, before = '', word = ''] = /^( *)([\w.-]+)/.exec(text) ?? [];
  const range = rangeOf(line, before.length, line, before.length + word.length);
  return { range, message: `a colon is missing behind ${quoted(word)}` };
}

function readWhole(lines: readonly string[]): Source {
  const { documents, problems } = readPiece(lines.join('\n'));
  return {
    lines,
    problems,
    documents: documents.map(({ root, anchors: written }) => {
      const anchors = new Anchors();
      anchors.add(written, 0, 0);
      const placed = root && { tree: root, base: 0, part: 0 };
      return { root: placed, pieces: undefined, anchors };
    }),
  };
}

export const entryOf = (key: Tree, value: Tree, base: number, part: number): SourceEntry => ({
  name: key.kind === 'scalar' && typeof key.value === 'string' ? key.value : undefined,
  key: { tree: key, base, part },
  value: { tree: value, base, part },
});

interface PlacedAnchor extends Anchor {
  readonly part: number;
  readonly base: number;
}

/** Anchors of a document, in its order. */
export class Anchors {
  private readonly byName = new Map<string, PlacedAnchor[]>();
  /** What the ranges of anchored values count from. */
  private readonly bases = new Map<Tree, number>();
  /** No name stands for two values: what an alias means does not depend on where it stands. */
  areUnique = true;

  add(anchors: readonly Anchor[], part: number, base: number): void {
    for (const anchor of anchors) {
      const placed = { ...anchor, part, base };
      const list = this.byName.get(anchor.name);
      this.bases.set(anchor.node, base);
      if (list) {
        list.push(placed);
        this.areUnique = false;
      } else this.byName.set(anchor.name, [placed]);
    }
  }

  baseOf(anchored: Tree): number | undefined {
    return this.bases.get(anchored);
  }

  /** The last one of the name before an alias. */
  find({ tree: { name, order }, part }: Placed<TreeAlias>): Placed | 'itself' | undefined {
    const list = this.byName.get(name) ?? [];
    const before = list.findLast((anchor) => anchor.part < part || (anchor.part === part && anchor.order < order));
    if (!before) return undefined;
    if (before.part === part && order <= before.end) return 'itself';
    return { tree: before.node, base: before.base, part: before.part };
  }
}
