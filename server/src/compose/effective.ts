// One service, network, volume, secret or config as it holds after all that is loaded together: documents one over the other,
// includes below them, `extends` below each.

import { type Range, shiftRange } from '../text/range';
import { parentUri, resolvePath } from '../text/uri';
import { type Followed, NodeBuilder } from './build-nodes';
import { castBelow, SERVICE_CASTS, TOP_CASTS } from './casts';
import { type FileSet, folderPath, isRemote, joinPath, type Layer, type Loading, type Section, setOf } from './layers';
import { mergeResources, mergeServices } from './merge';
import type { Problem } from './model';
import type { Mapping, Node, Via } from './node';
import { isNull, sameValue, stringOf, withEntries } from './nodes';
import { quoted } from './quoted';
import { relocatedResource, relocatedService } from './relocate';
import { below, without } from './resets';
import { uniqueEntries } from './unique';

/** How values are taken in, and what their ranges count from. */
export interface Taking {
  readonly line: number;
  readonly via: Via;
  /** Counted from `line`. */
  readonly use?: Range;
}

export interface Built {
  readonly node: Node;
  /** In lines counted from `line`, in the file that is read. */
  readonly problems: readonly Problem[];
  readonly followed: readonly Followed[];
  /** It may have more than is here: something could not be read. */
  readonly isPartial: boolean;
  /** It is made of one entry of one document alone. */
  readonly isSimple: boolean;
  /** What it was before further documents went over it: Compose checks each time. */
  readonly stages?: readonly Node[];
}

/** Bases of bases beyond this many are not looked for. */
const MAX_CHAIN = 50;

export class Effective {
  private readonly bases = new Map<string, FileSet | 'missing' | 'other' | undefined>();

  constructor(private readonly loading: Loading) {}

  /** Undefined where nothing says it, or `!reset` takes it away. */
  of(set: FileSet, section: Section, name: string, taking: Taking): Built | undefined {
    let result: Built | undefined;
    const stages: Node[] = [];
    for (const layer of set.layers) {
      if (result) stages.push(result.node);
      const own = this.inLayer(set, layer, section, name, taking);
      const resets = [...layer.resets, ...(own?.resets ?? [])];
      const left = result && withoutResets(result, resets, section, name);
      result = left && own?.built ? this.merged(section, left, own.built) : (own?.built ?? left);
    }
    if (result?.node.kind !== 'mapping' || section !== 'services') return result;
    const before = stages.map((node) => (node.kind === 'mapping' ? uniqueEntries(node) : node));
    return { ...result, node: uniqueEntries(result.node), ...(before.length > 0 ? { stages: before } : {}) };
  }

  private merged(section: Section, base: Built, over: Built): Built {
    const problems: Problem[] = [...base.problems, ...over.problems];
    const merge = section === 'services' || section === 'jobs' ? mergeServices : mergeResources;
    const node = merge(base.node, over.node, ({ origin }, message) => {
      if (origin.uri === this.loading.uri || origin.use) {
        problems.push({ kind: 'invalid', severity: 'error', message, range: origin.use ?? origin.range });
      }
      this.loading.refusals.push(message);
    });
    const isPartial = base.isPartial || over.isPartial;
    return { node, problems, followed: [], isPartial, isSimple: false };
  }

  private inLayer(
    set: FileSet,
    layer: Layer,
    section: Section,
    name: string,
    taking: Taking,
  ): { readonly built?: Built; readonly resets: readonly (readonly string[])[] } | undefined {
    const included = this.fromIncludes(layer, section, name, taking);
    const entry = layer.sections.get(section)?.get(name);
    if (!entry) return included ? { built: included, resets: [] } : undefined;
    const own = this.fromEntry(set, layer, section, name, taking, []);
    if (!own.built || !included) return own;
    if (sameValue(included.node, own.built.node)) return own;
    const left = withoutResets(included, own.resets, section, name);
    return { ...own, built: left ? this.merged(section, left, own.built) : own.built };
  }

  private fromIncludes(layer: Layer, section: Section, name: string, taking: Taking): Built | undefined {
    let result: Built | undefined;
    for (const { set, use } of layer.includes) {
      if (!set) continue;
      const isOwn = taking.via === 'own' || taking.via === 'override';
      const at: Taking =
        isOwn && layer.uri === this.loading.uri
          ? { ...taking, via: 'include', use: shiftRange(use, -taking.line) }
          : { ...taking, via: isOwn ? 'include' : taking.via };
      const built = this.of(set, section, name, at);
      if (!built) continue;
      const there = { ...built, isSimple: false };
      if (!result) result = there;
      else if (!sameValue(result.node, there.node)) result = this.merged(section, there, result);
    }
    return result;
  }

  private fromEntry(
    set: FileSet,
    layer: Layer,
    section: Section,
    name: string,
    taking: Taking,
    chain: readonly string[],
  ): { readonly built?: Built; readonly resets: readonly (readonly string[])[] } {
    const entry = layer.sections.get(section)?.get(name);
    if (!entry) return { resets: [] };
    const isRead = layer.uri === this.loading.uri;
    const { line, use } = taking;
    const via: Via = isRead || taking.via !== 'own' ? taking.via : 'override';
    const { uri, document, variables } = layer;
    const { budget } = this.loading;
    const builder = new NodeBuilder({ uri, isRead, line: isRead ? line : 0, document, variables, via, use, budget });
    const isService = section === 'services' || section === 'jobs';
    const casts = isService ? SERVICE_CASTS : castBelow(castBelow(TOP_CASTS, section), name);
    const path = [section, name];
    const node = builder.build(entry.key, entry.value, path, casts);
    const mine = isRead || use !== undefined;
    for (const { severity, kind, message } of builder.problems) {
      if (severity === 'error' || kind === 'variable') this.loading.refusals.push(message);
    }
    const { resets, followed, isPartial } = builder;
    if (!node) return { resets };
    const problems = mine ? builder.problems : [];
    const relative =
      isService && node.kind === 'mapping'
        ? relocatedService(node, set.prefix)
        : isService
          ? node
          : relocatedResource(node, set.prefix);
    const built: Built = { node: relative, problems, followed, isPartial, isSimple: isRead && via === 'own' };
    if (!isService) return { built, resets };
    return { built: this.extended(set, layer, section, name, built, { ...taking, via }, resets, chain), resets };
  }

  /** The service over what it extends. */
  private extended(
    set: FileSet,
    layer: Layer,
    section: Section,
    name: string,
    built: Built,
    taking: Taking,
    resets: readonly (readonly string[])[],
    chain: readonly string[],
  ): Built {
    if (built.node.kind !== 'mapping') return built;
    const extend = built.node.entries.get('extends');
    if (extend === undefined) return built;
    const service = withEntries(built.node, withoutKey(built.node, 'extends'));
    const use = taking.use ?? extend.origin.use ?? extend.origin.range;
    const isShown = taking.use !== undefined || layer.uri === this.loading.uri;
    const alone: Built = { ...built, node: service, isSimple: false };
    const failed = (kind: Problem['kind'], severity: Problem['severity'], message: string): Built => {
      if (severity === 'error') this.loading.refusals.push(message);
      const problem = { kind, severity, message, range: use };
      return { ...alone, isPartial: true, problems: isShown ? [...alone.problems, problem] : alone.problems };
    };
    const ref = stringOf(extend.kind === 'mapping' ? extend.entries.get('service') : extend);
    const file = extend.kind === 'mapping' ? extend.entries.get('file') : undefined;
    if (ref === undefined) return failed('schema', 'error', 'extends needs the name of a service');
    if (
      (file?.kind === 'scalar' && file.value === undefined) ||
      (extend.kind === 'scalar' && extend.value === undefined)
    ) {
      return { ...alone, isPartial: true };
    }
    const own = `${layer.uri} ${name}`;
    if (chain.includes(own)) return failed('invalid', 'error', `${quoted(name)} extends itself: a cycle`);
    if (chain.length > MAX_CHAIN)
      return failed('limit', 'error', `more than ${MAX_CHAIN} services extend each other: not read`);
    const path = file === undefined ? undefined : stringOf(file);
    const from = path === undefined ? set : this.baseSet(layer, set, path);
    // Where the base is on another machine, the service says so itself.
    if (from === undefined)
      return { ...(path !== undefined && isRemote(path) ? built : alone), isSimple: false, isPartial: true };
    if (from === 'missing') return failed('file', 'error', `${quoted(path ?? '')} does not exist`);
    if (from === 'other') return failed('file', 'error', `${quoted(path ?? '')} can't be read as a file`);
    const at: Taking = {
      line: taking.line,
      via: taking.via === 'own' ? 'extends' : taking.via,
      ...(isShown ? { use } : {}),
    };
    const base =
      path === undefined
        ? this.inSameFile(set, layer, section, ref, at, [...chain, own])
        : this.inOther(from, ref, at, [...chain, own]);
    if (!base) {
      const where = path === undefined ? '' : ` in ${quoted(path)}`;
      return failed('invalid', 'error', `there is no service ${quoted(ref)}${where} to extend`);
    }
    if (isNull(base.node)) return alone;
    const left = withoutResets(base, resets, section, name);
    return left ? this.merged(section, left, alone) : alone;
  }

  private inSameFile(
    set: FileSet,
    layer: Layer,
    section: Section,
    ref: string,
    at: Taking,
    chain: readonly string[],
  ): Built | undefined {
    const included = this.fromIncludes(layer, section, ref, at);
    const own = this.fromEntry(set, layer, section, ref, at, chain).built;
    return own && included && !sameValue(own.node, included.node)
      ? this.merged(section, included, own)
      : (own ?? included);
  }

  /** Of several documents of a base file the last one that has the service counts, over the ones before. */
  private inOther(set: FileSet, ref: string, at: Taking, chain: readonly string[]): Built | undefined {
    let result: Built | undefined;
    for (const layer of set.layers) {
      const { built, resets } = this.fromEntry(set, layer, 'services', ref, at, chain);
      const left = result && withoutResets(result, resets, 'services', ref);
      result = left && built ? this.merged('services', left, built) : (built ?? left);
    }
    return result;
  }

  private baseSet(layer: Layer, { prefix }: FileSet, path: string): FileSet | 'missing' | 'other' | undefined {
    const folder = parentUri(layer.uri);
    const target = folder === undefined || isRemote(path) ? undefined : resolvePath(folder, path);
    if (target === undefined) return undefined;
    const key = `${layer.uri} ${target}`;
    if (this.bases.has(key)) return this.bases.get(key);
    const answer = this.loading.files.read(target);
    const base =
      answer.kind === 'text'
        ? setOf(
            this.loading,
            [{ uri: target, text: answer.text }],
            layer.variables,
            joinPath(prefix, folderPath(path)),
            [layer.uri],
          )
        : answer.kind === 'unknown'
          ? undefined
          : answer.kind;
    this.bases.set(key, base);
    return base;
  }
}

function withoutKey({ entries }: Mapping, key: string): ReadonlyMap<string, Node> {
  const left = new Map(entries);
  left.delete(key);
  return left;
}

function withoutResets(
  built: Built,
  resets: readonly (readonly string[])[],
  ...prefix: readonly string[]
): Built | undefined {
  let node: Node | undefined = built.node;
  for (const path of below(resets, ...prefix)) {
    node = node && without(node, path);
  }
  return node && (node === built.node ? built : { ...built, node, isSimple: false });
}
