// What is loaded together: documents of files, one over the other, with the files that they include.

import type { Files } from '../text/files';
import { type Range, shiftRange } from '../text/range';
import { childUri, decodePath, parentUri, resolvePath } from '../text/uri';
import { type Budget, NodeBuilder, type Reading } from './build-nodes';
import { readEnvFile } from './env-file';
import type { Variables } from './interpolate';
import type { Include, Problem } from './model';
import type { Node } from './node';
import { plainOf } from './nodes';
import { quoted } from './quoted';
import { type entryOf, type Placed, readSource, type Source, type SourceDocument } from './source';

/** Top-level keys whose entries have names of the user's own. */
export const SECTIONS = ['services', 'jobs', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;
export type Section = (typeof SECTIONS)[number];

const isSection = (name: string): name is Section => SECTIONS.some((section) => section === name);

export interface LayerEntry {
  readonly key: Placed;
  readonly value: Placed;
}

/** One document of one file. */
export interface Layer {
  readonly uri: string;
  readonly source: Source;
  readonly document: SourceDocument;
  readonly variables: Variables;
  readonly sections: ReadonlyMap<Section, ReadonlyMap<string, LayerEntry>>;
  /** The other keys of the top level. */
  readonly rest: ReadonlyMap<string, LayerEntry>;
  readonly includes: readonly IncludedSet[];
  /** Sections under `!reset` or `!override`. */
  readonly resets: readonly (readonly string[])[];
}

export interface IncludedSet {
  /** Undefined where it can't be read: it may say anything. */
  readonly set: FileSet | undefined;
  /** Where the file names it, in the file's own lines. */
  readonly use: Range;
}

export interface FileSet {
  readonly layers: readonly Layer[];
  /** The folder that its paths count from, seen from the folder of the file that is read. */
  readonly prefix: string;
  /** Something that belongs to it could not be read. */
  readonly isPartial: boolean;
}

/** What is shared by all that is read for one project. */
export interface Loading {
  readonly uri: string;
  readonly files: Files;
  readonly budget: Budget;
  /** Problems of the file that is read, in its own lines. */
  readonly problems: Problem[];
  /** What Compose says of any file, the first one of which it stops at. */
  readonly refusals: string[];
  readonly includes: Include[];
  /** Files read so far: included ones that include others, and so on. */
  read: number;
}

/** More files are not read for one project. */
const MAX_FILES = 200;

export function setOf(
  loading: Loading,
  texts: readonly { readonly uri: string; readonly text: string }[],
  variables: Variables,
  prefix: string,
  chain: readonly string[],
): FileSet {
  const layers = texts.flatMap(({ uri, text }) => layersOf(loading, uri, text, variables, prefix, chain));
  const isPartial = layers.some(({ includes }) => includes.some(({ set }) => !set || set.isPartial));
  return { layers, prefix, isPartial };
}

function layersOf(
  loading: Loading,
  uri: string,
  text: string,
  variables: Variables,
  prefix: string,
  chain: readonly string[],
): Layer[] {
  loading.read++;
  const source = readSource(text);
  for (const { range, message } of source.problems)
    report(loading, uri, { kind: 'yaml', severity: 'error', message, range });
  return source.documents.flatMap(
    (document) => layerOf(loading, { uri, source, document, variables }, prefix, chain) ?? [],
  );
}

function report(loading: Loading, uri: string, problem: Problem): void {
  if (uri === loading.uri) loading.problems.push(problem);
  if (problem.severity === 'error' || problem.kind === 'variable') loading.refusals.push(problem.message);
}

/** A reading of a document in the file's own lines. */
const wholeReading = (
  { uri, document, variables }: Pick<Layer, 'uri' | 'document' | 'variables'>,
  loading: Loading,
): Reading => ({
  uri,
  isRead: uri === loading.uri,
  budget: loading.budget,
  line: 0,
  document,
  variables,
  via: 'own',
});

function layerOf(
  loading: Loading,
  base: Pick<Layer, 'uri' | 'source' | 'document' | 'variables'>,
  prefix: string,
  chain: readonly string[],
): Layer | undefined {
  const builder = new NodeBuilder(wholeReading(base, loading));
  const top = topLevel(base.document, builder);
  const sections = new Map<Section, ReadonlyMap<string, LayerEntry>>();
  const rest = new Map<string, LayerEntry>();
  const resets: (readonly string[])[] = [];
  for (const [name, entry] of top ?? []) {
    if (!isSection(name)) {
      rest.set(name, entry);
      continue;
    }
    const { tag } = entry.value.tree;
    if (tag === '!reset' || tag === '!override') resets.push([name]);
    if (tag === '!reset') continue;
    const entries = sectionEntries(base.document, name, entry.value, builder);
    if (entries) sections.set(name, entries);
    else if (entry.value.tree.kind !== 'scalar' || entry.value.tree.value !== null) {
      builder.problem('schema', 'error', `${name} must be a mapping of names`, entry.value);
    }
  }
  for (const problem of builder.problems) report(loading, base.uri, problem);
  if (!top) return undefined;
  const includes = includesOf(loading, base, rest.get('include'), prefix, chain);
  return { ...base, sections, rest, includes, resets };
}

type TopLevel = ReadonlyMap<string, LayerEntry>;

function topLevel({ root, pieces }: SourceDocument, builder: NodeBuilder): TopLevel | undefined {
  if (pieces) return named(pieces.entries, builder);
  if (!root) return new Map();
  const entries = builder.entriesOf(root);
  if (!entries) builder.problem('schema', 'error', 'a Compose file is a mapping: services: …', root);
  return entries;
}

function sectionEntries(
  { pieces }: SourceDocument,
  name: Section,
  value: Placed,
  builder: NodeBuilder,
): TopLevel | undefined {
  if (name === 'services' && pieces?.services) return named(pieces.services, builder);
  return builder.entriesOf(value);
}

function named(entries: readonly ReturnType<typeof entryOf>[], builder: NodeBuilder): TopLevel {
  const map = new Map<string, LayerEntry>();
  for (const { name, key, value } of entries) {
    if (name === undefined) {
      builder.problem('yaml', 'error', 'a key must be a text: quote it', key);
      continue;
    }
    if (map.has(name))
      builder.problem('yaml', 'error', `${quoted(name)} is given twice: only one of them can hold`, key);
    map.set(name, { key, value });
  }
  return map;
}

/** The variables that the `.env` of a folder says, behind those that hold already. */
export function variablesIn(files: Files, folder: string, outer: Variables): Variables {
  const answer = files.read(childUri(folder, '.env'));
  const found = answer.kind === 'text' ? readEnvFile(answer.text) : undefined;
  return found && found.size > 0 ? (name) => outer(name) ?? found.get(name) : outer;
}

export const isRemote = (path: string): boolean =>
  /^(?:oci:|git@|github\.com\/)|^(?:https?|git|ssh):\/\/|:\/\//.test(path);

function includesOf(
  loading: Loading,
  base: Pick<Layer, 'uri' | 'source' | 'document' | 'variables'>,
  entry: LayerEntry | undefined,
  prefix: string,
  chain: readonly string[],
): IncludedSet[] {
  if (!entry) return [];
  const builder = new NodeBuilder(wholeReading(base, loading));
  const node = builder.build(entry.key, entry.value, ['include'], undefined);
  for (const problem of builder.problems) report(loading, base.uri, problem);
  const items = node?.kind === 'sequence' ? node.items : [];
  return items.map((item) => includedSet(loading, base, item, prefix, chain));
}

const texts = (node: Node | undefined): readonly string[] => {
  const plain = node === undefined ? [] : plainOf(node);
  const list: readonly unknown[] = Array.isArray(plain) ? plain : [plain];
  return list.filter((item) => typeof item === 'string');
};

function includedSet(
  loading: Loading,
  { uri, variables }: Pick<Layer, 'uri' | 'variables'>,
  item: Node,
  prefix: string,
  chain: readonly string[],
): IncludedSet {
  const use = item.origin.range;
  const problem = (severity: Problem['severity'], message: string): IncludedSet => {
    report(loading, uri, { kind: 'file', severity, message, range: use });
    return { set: undefined, use };
  };
  const isUnknown = item.kind === 'scalar' && item.value === undefined;
  const paths = item.kind === 'mapping' ? texts(item.entries.get('path')) : texts(item);
  const folder = parentUri(uri);
  const [first] = paths;
  if (first === undefined || folder === undefined || isUnknown) return { set: undefined, use };
  const targets = paths.map((path) => (isRemote(path) ? undefined : resolvePath(folder, path)));
  for (const [i, path] of paths.entries()) {
    if (uri === loading.uri) loading.includes.push({ path, uri: targets[i], range: use });
  }
  const read: { readonly uri: string; readonly text: string }[] = [];
  for (const [i, target] of targets.entries()) {
    if (target === undefined) return { set: undefined, use };
    if (chain.includes(target) || target === uri)
      return problem('error', `${quoted(paths[i] ?? '')} includes this file again: a cycle`);
    if (loading.read >= MAX_FILES) return problem('error', `more than ${MAX_FILES} files are included: not read`);
    const answer = loading.files.read(target);
    if (answer.kind === 'missing') return problem('error', `${quoted(paths[i] ?? '')} does not exist`);
    if (answer.kind === 'other') return problem('error', `${quoted(paths[i] ?? '')} can't be read as a file`);
    if (answer.kind === 'unknown') return { set: undefined, use };
    read.push({ uri: target, text: answer.text });
  }
  const said = item.kind === 'mapping' ? texts(item.entries.get('project_directory'))[0] : undefined;
  const directory = said ?? folderPath(first);
  const directoryUri = resolvePath(folder, directory) ?? folder;
  const inner = innerVariables(loading, item, folder, directoryUri, variables);
  const set = setOf(loading, read, inner, joinPath(prefix, directory), [...chain, uri]);
  return { set, use };
}

function innerVariables(loading: Loading, item: Node, folder: string, directory: string, outer: Variables): Variables {
  const named = item.kind === 'mapping' ? texts(item.entries.get('env_file')) : [];
  if (named.length === 0) return variablesIn(loading.files, directory, outer);
  return named.reduce((variables: Variables, path) => {
    const target = resolvePath(folder, path);
    const answer = target === undefined ? undefined : loading.files.read(target);
    const found = answer?.kind === 'text' ? readEnvFile(answer.text) : undefined;
    return found ? (name) => outer(name) ?? found.get(name) ?? variables(name) : variables;
  }, outer);
}

export const folderPath = (path: string): string =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';

export const joinPath = (prefix: string, path: string): string => {
  if (prefix === '' || prefix === '.' || path.startsWith('/')) return path;
  return path === '.' || path === '' ? prefix : `${prefix}/${path}`;
};

export const nameOfUri = (uri: string): string => decodePath(uri.slice(uri.lastIndexOf('/') + 1));

export const absolute = (range: Range, base: number): Range => shiftRange(range, base);
