// YAML to effective values: aliases and merge keys followed, variables put in, texts cast, `!reset` and `!override` noted.
import { type Range, shiftRange } from '../text/range';
import type { Tree, TreeAlias, TreeMap, TreeScalar } from '../yaml/tree';
import { type CastAt, castBelow, castText } from './casts';
import { interpolate, type Variables } from './interpolate';
import type { Problem } from './model';
import { HOLE, type Mapping, type Node, type Origin, type Scalar, type Via } from './node';
import { quoted } from './quoted';
import type { Placed, SourceDocument } from './source';

/** Values that aliases bring in beyond this many are left out, as Compose refuses a file that grows so. */
export const MAX_ALIASED = 100_000;

/** An alias as it was followed: what a kept value depends on beside its own text. */
export interface Followed {
  readonly target: Tree | undefined;
  /** From the line that ranges count from to the one that the target counts from. */
  readonly distance: number;
}

export interface Budget {
  aliased: number;
}

/** Mappings that merge mappings, and values in values, beyond this many. */
const MAX_DEPTH = 300;

/** What holds for all values of one document. */
export interface Reading {
  readonly uri: string;
  /** It is the file that is read, not one that is loaded with it. */
  readonly isRead: boolean;
  /** What the ranges count from. */
  readonly line: number;
  readonly document: SourceDocument;
  readonly variables: Variables;
  readonly via: Via;
  /** Where the file that is read takes the values in, if they are not its own. */
  readonly use?: Range;
  readonly budget: Budget;
}

/** How values are taken in on the way down. */
interface Way {
  readonly via: Via;
  readonly use?: Range;
  readonly cast: CastAt | undefined;
  readonly path: readonly string[];
  readonly isAliased: boolean;
}

interface ResolvedEntry {
  readonly name: string;
  readonly key: Placed;
  readonly value: Placed;
  readonly way: Pick<Way, 'via' | 'use' | 'isAliased'>;
}

const MERGE = '<<';

export class NodeBuilder {
  readonly problems: Problem[] = [];
  readonly followed: Followed[] = [];
  /** Paths under `!reset` and `!override`: what earlier files say there does not hold. */
  readonly resets: (readonly string[])[] = [];
  /** Something could not be read: what is missing may stand there. */
  isPartial = false;
  private depth = 0;

  constructor(private readonly reading: Reading) {}

  /** Undefined under `!reset`. `path` is where the value stands, from the top level. */
  build(key: Placed, value: Placed, path: readonly string[], cast: CastAt | undefined): Node | undefined {
    const { via, use } = this.reading;
    return this.node(value, this.rangeOf(key), { via, use, cast, path, isAliased: false });
  }

  /** The entries of a mapping by name, aliases and merge keys followed; undefined for what is none. */
  entriesOf(
    value: Placed,
  ): ReadonlyMap<string, { readonly key: Placed; readonly value: Placed; readonly use?: Range }> | undefined {
    const { via, use } = this.reading;
    const found = this.resolved(value, { via, use, cast: undefined, path: [], isAliased: false });
    if (found?.at.tree.kind !== 'map') return undefined;
    const map = new Map<string, { readonly key: Placed; readonly value: Placed; readonly use?: Range }>();
    for (const { name, key, value: each, way } of this.entries(found.at, found.at.tree, found.way)) {
      map.set(name, { key, value: each, use: way.use });
    }
    return map;
  }

  private rangeOf({ tree, base }: Placed): Range {
    return shiftRange(tree.range, base - this.reading.line);
  }

  problem(kind: Problem['kind'], severity: Problem['severity'], message: string, at: Placed | Range): void {
    const range = 'tree' in at ? this.rangeOf(at) : at;
    this.problems.push({ kind, severity, message, range: this.reading.use ?? range });
  }

  private node(at: Placed, key: Range | undefined, way: Way): Node | undefined {
    if (this.depth > MAX_DEPTH) return this.tooDeep(at, key, way);
    this.depth++;
    const node = this.nodeBelow(at, key, way);
    this.depth--;
    return node;
  }

  private tooDeep(at: Placed, key: Range | undefined, way: Way): Scalar {
    this.isPartial = true;
    this.problem('limit', 'error', `aliases lead more than ${MAX_DEPTH} values deep: not read`, at);
    return this.nothing(at, key, way);
  }

  private nodeBelow(at: Placed, key: Range | undefined, way: Way): Node | undefined {
    const found = this.resolved(at, way);
    if (!found) return this.nothing(at, key, way);
    const { tree } = found.at;
    if (found.way.isAliased && ++this.reading.budget.aliased > MAX_ALIASED) {
      if (this.reading.budget.aliased === MAX_ALIASED + 1) {
        this.problem('limit', 'error', 'aliases make more than 100,000 values of this: not read', at);
      }
      this.isPartial = true;
      return this.nothing(at, key, way);
    }
    if (tree.tag === '!reset') {
      this.resets.push(way.path);
      return undefined;
    }
    if (tree.tag === '!override') this.resets.push(way.path);
    const origin = this.originOf(found.at, key, found.way);
    if (tree.kind === 'scalar') return this.scalar(tree, origin, found.way);
    if (tree.kind === 'map') return this.mapping(found.at, tree, origin, found.way);
    if (tree.kind === 'alias') return this.nothing(at, key, way);
    const cast = castBelow(way.cast, '[]');
    const items = tree.items.flatMap((item, i) => {
      const next = { ...found.way, cast, path: [...way.path, `[${i}]`] };
      return this.node({ ...found.at, tree: item }, undefined, next) ?? [];
    });
    return { kind: 'sequence', items, origin };
  }

  private originOf(at: Placed, key: Range | undefined, { via, use }: Way): Origin {
    const range = this.rangeOf(at);
    const { uri } = this.reading;
    return { uri, range, key: key ?? range, via, ...(use ? { use } : {}) };
  }

  /** In place of what can't be read. */
  private nothing(at: Placed, key: Range | undefined, way: Way): Scalar {
    return { ...UNREAD, origin: this.originOf(at, key, way) };
  }

  /** What an alias leads to, and how it came in; undefined where that is nowhere. */
  private resolved(at: Placed, way: Way): { readonly at: Placed; readonly way: Way } | undefined {
    let [found, through] = [at, way];
    for (let steps = 0; found.tree.kind === 'alias'; steps++) {
      const alias: Placed<TreeAlias> = { ...found, tree: found.tree };
      const target = this.reading.document.anchors.find(alias);
      const tree = target === 'itself' ? undefined : target?.tree;
      this.followed.push({
        target: tree,
        distance: tree && target && target !== 'itself' ? target.base - this.reading.line : 0,
      });
      if (target === undefined || target === 'itself' || steps > MAX_STEPS) {
        const name = quoted(`*${alias.tree.name}`);
        const why =
          target === undefined ? `${name} names no anchor above` : `${name} stands in the value that it names`;
        this.problem('yaml', 'error', why, alias);
        this.isPartial = true;
        return undefined;
      }
      const { isRead } = this.reading;
      const use = through.use ?? (isRead ? this.rangeOf(alias) : undefined);
      through = { ...through, use, via: through.via === 'own' ? 'anchor' : through.via, isAliased: true };
      found = target;
    }
    return { at: found, way: through };
  }

  private mapping(at: Placed, tree: TreeMap, origin: Origin, way: Way): Mapping {
    const entries = new Map<string, Node>();
    for (const { name, key, value, way: how } of this.entries(at, tree, way)) {
      const next = { ...how, cast: castBelow(way.cast, name), path: [...way.path, name] };
      const node = this.node(value, this.rangeOf(key), next);
      if (node) entries.set(name, node);
    }
    return { kind: 'mapping', entries, origin };
  }

  /** Own keys first; of merged ones those that are not there yet. */
  private entries(at: Placed, tree: TreeMap, way: Way): ResolvedEntry[] {
    const entries = new Map<string, ResolvedEntry>();
    const merged: Placed[] = [];
    const seen = new Map<string, number>();
    for (const { key, value } of tree.entries) {
      const placedKey = { ...at, tree: key };
      const name = this.nameOf(placedKey);
      if (name === undefined) continue;
      if (seen.has(name)) {
        this.problem('yaml', 'error', `${quoted(name)} is given twice: only one of them can hold`, placedKey);
      }
      seen.set(name, 1);
      // What stands under a merge key stands where the key does.
      if (name === MERGE && value.tag === '!reset') this.resets.push(way.path);
      else if (name === MERGE && isMergeKey(key)) merged.push({ ...at, tree: value });
      else entries.set(name, { name, key: placedKey, value: { ...at, tree: value }, way });
    }
    for (const source of merged) {
      for (const entry of this.mergedEntries(source, way)) {
        if (!entries.has(entry.name)) entries.set(entry.name, entry);
      }
    }
    return [...entries.values()];
  }

  /** What `<<` takes in: a mapping, an alias of one, or a list of these, where the first one that says something counts. */
  private mergedEntries(source: Placed, way: Way): ResolvedEntry[] {
    if (this.reading.budget.aliased > MAX_ALIASED) {
      this.isPartial = true;
      return [];
    }
    if (this.depth > MAX_DEPTH) {
      this.tooDeep(source, undefined, way);
      return [];
    }
    this.depth++;
    const entries = this.entriesBelow(source, way);
    this.depth--;
    return entries;
  }

  private entriesBelow(source: Placed, way: Way): ResolvedEntry[] {
    const found = this.resolved(source, way);
    if (!found) return [];
    const { at, way: through } = found;
    if (at.tree.kind === 'map') return this.budgeted(this.entries(at, at.tree, through), source);
    if (at.tree.kind === 'list') {
      const entries = new Map<string, ResolvedEntry>();
      for (const tree of at.tree.items) {
        const item = this.resolved({ ...at, tree }, through);
        if (item?.at.tree.kind !== 'map') {
          if (item) this.notMerged({ ...at, tree });
          continue;
        }
        for (const entry of this.budgeted(this.entries(item.at, item.at.tree, item.way), source)) {
          if (!entries.has(entry.name)) entries.set(entry.name, entry);
        }
      }
      return [...entries.values()];
    }
    this.notMerged(source);
    return [];
  }

  /** Entries of merge keys are counted where they are taken in: mappings that merge each other grow like aliases do. */
  private budgeted(entries: ResolvedEntry[], source: Placed): ResolvedEntry[] {
    const { budget } = this.reading;
    budget.aliased += entries.length;
    if (budget.aliased <= MAX_ALIASED) return entries;
    this.isPartial = true;
    if (budget.aliased - entries.length <= MAX_ALIASED) {
      this.problem('limit', 'error', 'merge keys make more than 100,000 values of this: not read', source);
    }
    return [];
  }

  private notMerged(at: Placed): void {
    this.problem('yaml', 'error', '<< takes a mapping, an alias of one, or a list of these', at);
  }

  private nameOf(key: Placed): string | undefined {
    const { tree } = key;
    if (tree.kind === 'scalar' && (typeof tree.value === 'string' || tree.source === MERGE)) return tree.source;
    const isText = tree.kind === 'scalar' && tree.source !== '';
    this.problem(
      'yaml',
      'error',
      isText ? `the key ${quoted(tree.source)} must be a text: quote it` : 'a key must be a text',
      key,
    );
    return isText ? tree.source : undefined;
  }

  private scalar(tree: TreeScalar, origin: Origin, way: Way): Scalar {
    const { value, text, source } = tree;
    if (typeof value !== 'string') {
      return { kind: 'scalar', certainty: 'known', value, unset: value, text, shipped: text, written: source, origin };
    }
    if (!source.includes('$')) {
      const cast = this.cast(text, origin, way);
      return {
        kind: 'scalar',
        certainty: 'known',
        value: cast,
        unset: cast,
        text,
        shipped: text,
        written: source,
        origin,
      };
    }
    const filled = interpolate(source, this.reading.variables);
    const { certainty, refusal } = filled;
    const place = origin.use ?? origin.range;
    if (refusal?.kind === 'format') this.problem('invalid', 'error', refusal.message, place);
    if (refusal?.kind === 'required') this.problem('variable', 'info', refusal.message, place);
    const unset = refusal ? filled.unset : this.cast(filled.unset, origin, way, filled.missing);
    const isKnown = certainty !== 'unknown' && refusal === undefined;
    return {
      kind: 'scalar',
      certainty,
      value: isKnown ? unset : undefined,
      unset,
      text: filled.text,
      shipped: filled.shipped,
      written: source,
      origin,
    };
  }

  private cast(
    text: string,
    { range, use }: Origin,
    { cast }: Way,
    missing: readonly string[] = [],
  ): string | number | boolean {
    if (!cast?.cast) return text;
    const value = castText(text, cast.cast);
    if (value !== undefined) return value;
    const wanted = cast.cast === 'boolean' ? 'true or false' : 'a number';
    const [variable] = missing;
    if (variable !== undefined) {
      this.problem(
        'variable',
        'info',
        `without a value for ${variable} this is not ${wanted}: Compose refuses it`,
        use ?? range,
      );
    } else this.problem('invalid', 'error', `${quoted(text)} must be ${wanted}`, use ?? range);
    return text;
  }
}

const UNREAD: Omit<Scalar, 'origin'> = {
  kind: 'scalar',
  certainty: 'unknown',
  value: undefined,
  unset: null,
  text: HOLE,
  shipped: HOLE,
  written: '',
};

/** An alias of an alias of … */
const MAX_STEPS = 100;

const isMergeKey = (key: Tree): boolean =>
  key.kind === 'scalar' && key.isPlain && (key.tag === undefined || key.tag === 'tag:yaml.org,2002:merge');
