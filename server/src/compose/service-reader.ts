// Services with all that holds for them. One that stands in a single document, and whose text and surroundings are as they
// were, is the same value as before.
import { rangeOf, shiftRange } from '../text/range';
import type { Built, Effective } from './effective';
import type { FileSet, Layer, LayerEntry } from './layers';
import type { PlacedService, Problem, Resources, Service } from './model';
import { itemsOf, textOf, valueAt } from './model';
import type { Mapping, Node } from './node';
import { type Need, needsOf } from './project-checks';
import { sameNode, sameRange } from './same';
import { asProblem, entryErrors, type SchemaError } from './schema';
import { type ProblemAt, serviceProblems } from './service-checks';
import { Sharing } from './sharing';
import { meanTheSame, namesUsed, resourcesNamed, sameUsed, type UsedNames } from './used-resources';

export interface Surroundings {
  readonly uri: string;
  readonly resources: Resources;
  readonly isSwarm: boolean;
  /** What belongs to the project is not all known. */
  readonly isPartial: boolean;
  readonly folder: string;
  /** The text of `.env`. */
  readonly environment: string | undefined;
}

export interface ReadService {
  readonly service: Service;
  readonly placed: PlacedService | undefined;
  readonly needs: readonly Need[];
  /** Counted from the service's first line. */
  readonly problems: readonly Problem[];
  /** What Compose refuses of it in another file. */
  readonly hidden: string | undefined;
}

interface Kept extends ReadService {
  readonly built: Built;
  /** The entry that it is made of, where it is made of one alone. */
  readonly entry: LayerEntry | undefined;
  /** What it shares with others; undefined until that is known. */
  readonly sharing: string | undefined;
  readonly names: UsedNames;
}

/** Where the file itself has the service. */
interface Place {
  readonly layer: Layer;
  readonly entry: LayerEntry;
  readonly line: number;
}

export class ServiceReader {
  private kept = new Map<string, Kept>();
  private around: Surroundings | undefined;
  private readonly sharing = new Sharing();

  read(set: FileSet, effective: Effective, names: readonly string[], around: Surroundings): readonly ReadService[] {
    const before = this.around && isSame(this.around, around) ? this.kept : new Map<string, Kept>();
    this.around = around;
    const kept = new Map<string, Kept>();
    const [layer, ...more] = set.layers;
    const single = layer && more.length === 0 && layer.includes.length === 0 ? layer : undefined;
    for (const name of names) {
      const place = placeIn(set, name, around.uri);
      const old = before.get(name);
      const again = old && single && place ? takenOver(old, place, single, around.resources) : undefined;
      const next = again ?? this.readOne(set, effective, name, place, old);
      if (next) kept.set(name, next);
    }
    this.kept = this.withSharing(kept);
    return [...this.kept.values()];
  }

  /** A service that shares something with more or fewer others than before is another value: titles of fixes count them. */
  private withSharing(kept: Map<string, Kept>): Map<string, Kept> {
    const shared = this.sharing.update(
      [...kept.values()].map(({ service, placed }) => ({ service, line: placed?.line })),
    );
    for (const [name, each] of kept) {
      const sharing = shared.get(name) ?? '';
      if (each.sharing === sharing) continue;
      const isNew = each.sharing === undefined;
      const service = isNew ? each.service : { ...each.service };
      kept.set(name, { ...each, sharing, service, placed: each.placed && { ...each.placed, service } });
    }
    return kept;
  }

  private readOne(
    set: FileSet,
    effective: Effective,
    name: string,
    place: Place | undefined,
    old: Kept | undefined,
  ): Kept | undefined {
    const around = this.around;
    const built = effective.of(set, 'services', name, { line: place?.line ?? 0, via: 'own' });
    if (!built || !around) return undefined;
    const body: Mapping =
      built.node.kind === 'mapping' ? built.node : { kind: 'mapping', entries: new Map(), origin: built.node.origin };
    const wrong = [built.node, ...(built.stages ?? [])].flatMap((node) => entryErrors('services', node));
    const found = [
      ...onlyOnce(wrong).map((error) => ({ at: error.node, problem: asProblem(error) })),
      ...serviceProblems(body),
    ];
    // What another file says wrong is told where that file is read.
    const isShown = ({ at: { origin } }: ProblemAt): boolean => origin.uri === around.uri || origin.use !== undefined;
    const problems = [...built.problems, ...found.filter(isShown).map(({ problem }) => problem)];
    const hidden = found.find((each) => !isShown(each))?.problem.message;
    const names = namesUsed(body);
    const service = this.serviceOf(name, body, built, place, around, names);
    const same =
      old && old.service.isPartial === service.isPartial && sameService(old.service, service) ? old.service : service;
    const entry = built.isSimple ? place?.entry : undefined;
    return {
      service: same,
      placed: place && { line: place.line, service: same },
      needs: needsOf(body),
      problems,
      hidden,
      built,
      entry,
      sharing: same === old?.service ? old.sharing : undefined,
      names,
    };
  }

  private serviceOf(
    name: string,
    body: Mapping,
    built: Built,
    place: Place | undefined,
    around: Surroundings,
    names: UsedNames,
  ): Service {
    const text = place ? placeOf(place) : NOWHERE;
    return {
      uri: around.uri,
      name,
      ...text,
      body,
      profiles: itemsOf(valueAt(body, 'profiles')).flatMap((node) => textOf(node) ?? []),
      resources: resourcesNamed(names, around.resources),
      isSwarm: around.isSwarm,
      isPartial: built.isPartial || around.isPartial,
      users: (node) => this.sharing.usersOf(name, around.uri, node),
    };
  }
}

/** A value that stays wrong while others go over it is told of once. */
function onlyOnce(errors: readonly SchemaError[]): readonly SchemaError[] {
  const told = new Map<Node, Set<string>>();
  return errors.filter(({ node, message }) => {
    const messages = told.get(node) ?? new Set();
    told.set(node, messages);
    return messages.size < messages.add(message).size;
  });
}

type Written = Pick<Service, 'nameRange' | 'range' | 'lines' | 'indent' | 'lineBreak'>;

const NOWHERE: Written = {
  nameRange: rangeOf(0, 0, 0, 0),
  range: rangeOf(0, 0, 0, 0),
  lines: [],
  indent: undefined,
  lineBreak: '\n',
};

/** How the service is written in the file, from its first line on. */
function placeOf({ layer, entry: { key, value }, line }: Place): Written {
  const nameRange = shiftRange(key.tree.range, key.base - line);
  const { tree } = value;
  const end = shiftRange(tree.range, value.base - line).end;
  const isBehind =
    end.line > nameRange.end.line || (end.line === nameRange.end.line && end.character > nameRange.end.character);
  const range = { start: nameRange.start, end: isBehind ? end : nameRange.end };
  const lines = layer.source.lines.slice(line, line + range.end.line + 1);
  const first = tree.kind === 'map' && !tree.isFlow ? tree.entries[0]?.key.range.start.character : undefined;
  return { nameRange, range, lines, indent: first, lineBreak: lines[0]?.endsWith('\r') ? '\r\n' : '\n' };
}

function placeIn(set: FileSet, name: string, uri: string): Place | undefined {
  for (const layer of set.layers) {
    const entry = layer.uri === uri ? layer.sections.get('services')?.get(name) : undefined;
    if (entry) return { layer, entry, line: entry.key.base + entry.key.tree.range.start.line };
  }
  return undefined;
}

/** What was read before, where it would be read the same again. */
function takenOver(old: Kept, place: Place, { document: { anchors } }: Layer, resources: Resources): Kept | undefined {
  const { entry, built, placed } = old;
  if (!entry || !placed || entry.value.tree !== place.entry.value.tree || entry.key.tree !== place.entry.key.tree)
    return undefined;
  if (place.line !== place.entry.value.base || placed.line < 0) return undefined;
  const isSame = ({ target, distance }: Built['followed'][number]): boolean => {
    const base = target && anchors.baseOf(target);
    return anchors.areUnique && base !== undefined && base - place.line === distance;
  };
  if (!built.followed.every(isSame) || !meanTheSame(old.names, old.service.resources, resources)) return undefined;
  return placed.line === place.line ? old : { ...old, placed: { line: place.line, service: old.service } };
}

const isSame = (a: Surroundings, b: Surroundings): boolean =>
  a.uri === b.uri && a.isSwarm === b.isSwarm && a.isPartial === b.isPartial && a.environment === b.environment;

const sameService = (a: Service, b: Service): boolean =>
  a.isSwarm === b.isSwarm &&
  sameUsed(a.resources, b.resources) &&
  a.indent === b.indent &&
  sameRange(a.range, b.range) &&
  sameRange(a.nameRange, b.nameRange) &&
  a.lines.length === b.lines.length &&
  a.lines.every((line, i) => line === b.lines[i]) &&
  sameNode(a.body, b.body);
