// A Compose file to its model: read with what Compose loads together with it, as far as those files are known. What did not
// change since the last reading is taken over.

import type { Files } from '../text/files';
import { comparePositions, type Range, rangeOf, shiftRange } from '../text/range';
import { childUri, parentUri } from '../text/uri';
import { NodeBuilder } from './build-nodes';
import { Effective } from './effective';
import { companions, isWorkflow, type Role, roleOf } from './file-names';
import { type FileSet, type Loading, nameOfUri, type Section, setOf, variablesIn } from './layers';
import type { Problem, Project, ResourceKind, Resources } from './model';
import type { Node } from './node';
import { isNull } from './nodes';
import { circles, missingProblems, type Names, type Need } from './project-checks';
import { quoted } from './quoted';
import { resourceOf, resourceProblems } from './resources';
import { asProblem, entryErrors, isEntryName, topLevelErrors, topLevelKeys, unknownKey } from './schema';
import { type ReadService, ServiceReader, type Surroundings } from './service-reader';
import { isSwarmProject } from './swarm';

export interface ProjectInput {
  readonly uri: string;
  readonly text: string;
  readonly files: Files;
  /** Files to load together, in order, this one among them. Left out, the names decide. */
  readonly load?: readonly string[];
}

export const readProject = (input: ProjectInput): Project => new ProjectReader().read(input);

const RESOURCES: readonly ResourceKind[] = ['networks', 'volumes', 'secrets', 'configs'];

interface Loaded {
  readonly texts: readonly { readonly uri: string; readonly text: string }[];
  readonly role: Role;
  /** There is a base that it is read over. */
  readonly hasBase: boolean;
  /** Something that belongs to it is not known. */
  readonly isOpen: boolean;
}

export class ProjectReader {
  private readonly services = new ServiceReader();

  read(input: ProjectInput): Project {
    const { uri, files } = input;
    const loaded = input.load ? given(input, input.load) : byName(input);
    const problems: Problem[] = [];
    const loading: Loading = { uri, files, budget: { aliased: 0 }, problems, refusals: [], includes: [], read: 0 };
    const folder = parentUri(uri);
    const none = (): undefined => undefined;
    const variables = folder === undefined ? none : variablesIn(files, folder, none);
    const set = setOf(loading, loaded.texts, variables, '', []);
    if (set.layers.some((layer) => isWorkflow(new Set([...layer.rest.keys(), ...layer.sections.keys()])))) {
      return notCompose(input);
    }
    const effective = new Effective(loading);
    const resources = this.resources(set, effective, problems, loading);
    const isPartial = loaded.isOpen || set.isPartial;
    const environment = folder === undefined ? undefined : environmentFile(files, folder);
    const around: Surroundings = {
      uri,
      resources: namedResources(resources),
      isSwarm: isSwarmProject(nameOfUri(uri), set, resources.networks),
      isPartial,
      folder: folder ?? '',
      environment: environment?.text,
    };
    const read = this.services.read(set, effective, namesIn(set, 'services'), around);
    const names = namesOfProject(set, resources, read);
    const own = set.layers.filter((layer) => layer.uri === uri);
    const rest = new Map<string, Node>();
    for (const layer of own) problems.push(...topLevelProblems(layer, builderOf(loading, layer), rest));
    problems.push(...serviceProblems(read, names, loaded, isPartial));
    if (own.every(({ rest, sections }) => rest.size === 0 && sections.size === 0) && problems.length === 0) {
      problems.push({
        kind: 'invalid',
        severity: 'error',
        message: 'the file is empty: Compose needs services',
        range: START,
      });
    }
    shorten(problems);
    problems.sort((a, b) => comparePositions(a.range.start, b.range.start));
    const refusal = problems.find(
      ({ severity, kind }) => severity === 'error' || kind === 'variable' || kind === 'fragment',
    );
    return {
      uri,
      files: loaded.texts.map((file) => file.uri),
      lines: own[0]?.source.lines ?? input.text.split('\n'),
      services: read.flatMap(({ placed }) => placed ?? []),
      all: new Map(read.map(({ service }) => [service.name, service])),
      ...resources,
      includes: loading.includes,
      environment,
      rest,
      problems,
      refusal: refusal?.message ?? loading.refusals[0] ?? read.find(({ hidden }) => hidden !== undefined)?.hidden,
      isFragment: (loaded.role === 'override' || loaded.role === 'variant') && !loaded.hasBase,
    };
  }

  private resources(
    set: FileSet,
    effective: Effective,
    problems: Problem[],
    loading: Loading,
  ): Record<ResourceKind, ReadonlyMap<string, Node>> {
    const maps = {
      networks: new Map<string, Node>(),
      volumes: new Map<string, Node>(),
      secrets: new Map<string, Node>(),
      configs: new Map<string, Node>(),
    };
    for (const kind of RESOURCES) {
      for (const name of namesIn(set, kind)) {
        const built = effective.of(set, kind, name, { line: 0, via: 'own' });
        if (!built) continue;
        maps[kind].set(name, built.node);
        problems.push(...built.problems);
        const found = [...entryErrors(kind, built.node).map(asProblem), ...resourceProblems(kind, built.node)];
        if (!isEntryName(kind, name))
          found.push({
            kind: 'schema',
            severity: 'error',
            message: `${quoted(name)} is no name that Compose takes`,
            range: built.node.origin.key,
          });
        if (isOf(loading.uri, built.node)) problems.push(...found);
        else for (const { message } of found) loading.refusals.push(message);
      }
    }
    return maps;
  }
}

/** A file that has the name of one and is something else: nothing is said of it. */
const notCompose = ({ uri, text }: ProjectInput): Project => ({
  uri,
  files: [uri],
  lines: text.split('\n'),
  services: [],
  all: new Map(),
  networks: new Map(),
  volumes: new Map(),
  secrets: new Map(),
  configs: new Map(),
  includes: [],
  environment: undefined,
  rest: new Map(),
  problems: [],
  refusal: 'this is a workflow, not a Compose file',
  isFragment: false,
});

/** Longer messages are cut: names and lists in them can be of any length. */
const MAX_MESSAGE = 118;

function shorten(problems: Problem[]): void {
  for (const [i, problem] of problems.entries()) {
    const { message } = problem;
    if (message.length > MAX_MESSAGE) problems[i] = { ...problem, message: `${message.slice(0, MAX_MESSAGE - 1)}…` };
  }
}

const START: Range = rangeOf(0, 0, 0, 0);

const isOf = (uri: string, { origin }: Node): boolean => origin.uri === uri || origin.use !== undefined;

function given({ uri, text, files }: ProjectInput, load: readonly string[]): Loaded {
  const texts = load.flatMap((each) => {
    if (each === uri) return [{ uri, text }];
    const answer = files.read(each);
    return answer.kind === 'text' ? [{ uri: each, text: answer.text }] : [];
  });
  return { texts, role: 'alone', hasBase: true, isOpen: texts.length < load.length };
}

/** The file with the first of its companions that is there. */
function byName({ uri, text, files }: ProjectInput): Loaded {
  const name = nameOfUri(uri);
  const role = roleOf(name);
  const folder = parentUri(uri);
  const own = { uri, text };
  let isOpen = false;
  for (const companion of folder === undefined ? [] : companions(name)) {
    const other = childUri(folder ?? '', companion);
    if (other === uri) continue;
    const answer = files.read(other);
    if (answer.kind === 'unknown') isOpen = true;
    if (answer.kind !== 'text') continue;
    const companionText = { uri: other, text: answer.text };
    const texts = role === 'base' ? [own, companionText] : [companionText, own];
    return { texts, role, hasBase: true, isOpen: false };
  }
  return { texts: [own], role, hasBase: role === 'base' || role === 'alone', isOpen };
}

function environmentFile(files: Files, folder: string): Project['environment'] {
  const uri = childUri(folder, '.env');
  const answer = files.read(uri);
  return answer.kind === 'text' ? { uri, text: answer.text } : undefined;
}

function namesIn(set: FileSet, section: Section): readonly string[] {
  const names = new Set<string>();
  for (const layer of set.layers) {
    for (const { set: included } of layer.includes) {
      if (included) for (const name of namesIn(included, section)) names.add(name);
    }
    for (const name of layer.sections.get(section)?.keys() ?? []) names.add(name);
  }
  return [...names];
}

const namedResources = (resources: Record<ResourceKind, ReadonlyMap<string, Node>>): Resources => {
  const named = (kind: ResourceKind): Resources[ResourceKind] =>
    new Map([...resources[kind]].map(([name, node]) => [name, resourceOf(name, node)]));
  return {
    networks: named('networks'),
    volumes: named('volumes'),
    secrets: named('secrets'),
    configs: named('configs'),
  };
};

function namesOfProject(
  set: FileSet,
  resources: Record<ResourceKind, ReadonlyMap<string, Node>>,
  read: readonly ReadService[],
): Names {
  const keys = (kind: ResourceKind): ReadonlySet<string> => new Set(resources[kind].keys());
  return {
    services: new Set(read.map(({ service }) => service.name)),
    jobs: new Set(namesIn(set, 'jobs')),
    models: new Set(namesIn(set, 'models')),
    networks: keys('networks'),
    volumes: keys('volumes'),
    secrets: keys('secrets'),
    configs: keys('configs'),
  };
}

const builderOf = (loading: Loading, layer: FileSet['layers'][number]): NodeBuilder =>
  new NodeBuilder({
    uri: layer.uri,
    isRead: true,
    line: 0,
    document: layer.document,
    variables: layer.variables,
    via: 'own',
    budget: loading.budget,
  });

/** What is wrong with what is no section; its values are put into `rest`. */
function topLevelProblems(
  { rest: entries, sections }: Pick<FileSet['layers'][number], 'rest' | 'sections'>,
  builder: NodeBuilder,
  rest: Map<string, Node>,
): Problem[] {
  const problems: Problem[] = [];
  for (const [name, { key, value }] of entries) {
    const node = builder.build(key, value, [name], undefined);
    if (node) rest.set(name, node);
    if (!node || name === 'include') continue;
    const found = topLevelErrors(name, node) ?? [unknownKey(name, node, topLevelKeys(), 0)];
    problems.push(...found.map(asProblem));
  }
  for (const section of ['services', 'jobs', 'models'] as const) {
    for (const [name, { key, value }] of sections.get(section) ?? []) {
      if (!isEntryName(section, name))
        builder.problem('schema', 'error', `${quoted(name)} is no name that Compose takes`, key);
      if (section === 'services') continue;
      const node = builder.build(key, value, [section, name], undefined);
      if (node) problems.push(...entryErrors(section, node).map(asProblem));
    }
  }
  return [...problems, ...builder.problems];
}

/** In the file's own lines. */
function serviceProblems(
  read: readonly ReadService[],
  names: Names,
  { role, hasBase }: Loaded,
  isPartial: boolean,
): Problem[] {
  const problems: Problem[] = [];
  const needs = new Map<string, readonly Need[]>(read.map(({ service, needs: each }) => [service.name, each]));
  const closing = circles(needs);
  for (const { service, placed, needs: own, problems: found } of read) {
    if (!placed) continue;
    const add = (problem: Problem): void => {
      problems.push({ ...problem, range: shiftRange(problem.range, placed.line) });
    };
    found.forEach(add);
    if (isPartial || service.isPartial) continue;
    // A variant may be meant to be read by itself as well: then this is no refusal.
    const severity = role === 'variant' ? 'info' : 'error';
    const here = own.filter(({ at }) => isOf(service.uri, at));
    for (const problem of missingProblems(here, names))
      add({ ...problem, kind: hasBase ? 'invalid' : 'fragment', severity: hasBase ? severity : 'info' });
    const circle = closing.get(service.name);
    if (circle) {
      const { use, range } = circle.at.origin;
      add({
        kind: 'invalid',
        severity,
        message: `${quoted(service.name)} and ${quoted(circle.name)} wait for each other`,
        range: use ?? (isOf(service.uri, circle.at) ? range : service.nameRange),
      });
    }
    const { entries } = service.body;
    const image = entries.get('image');
    const hasImage = image?.kind === 'scalar' && image.unset !== '' && image.unset !== null;
    const isGiven = ['build', 'provider'].some((key) => entries.has(key) && !isNull(entries.get(key)));
    if (hasImage || isGiven) continue;
    if (image?.kind === 'scalar' && image.certainty === 'unknown') {
      add({
        kind: 'variable',
        severity: 'info',
        message: 'without a value for its variable the service has no image',
        range: image.origin.use ?? image.origin.range,
      });
    } else if (hasBase)
      add({
        kind: 'invalid',
        severity,
        message: `${quoted(service.name)} needs an image or a build`,
        range: service.nameRange,
      });
    else
      add({
        kind: 'fragment',
        severity: 'info',
        message: `${quoted(service.name)} has no image or build here: a base that gives it is not there`,
        range: service.nameRange,
      });
  }
  return problems;
}
