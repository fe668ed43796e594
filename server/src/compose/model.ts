// The model of a Compose file that rules read: its services as Compose would run them, each value with the place where it is
// written.
import type { Range } from '../text/range';
import { HOLE, type Mapping, type Node } from './node';

/**
 * yaml: syntax, a key given twice, an alias to nowhere. schema: a key that the specification does not know, a value of a
 * wrong type. invalid: Compose refuses the value, or how values go together. variable: a variable that must be set, or
 * without which a value is none. file: another file is missing or can't be read. fragment: what a file shows that is meant to
 * be read over another one which is not there. limit: more than is read.
 */
export type ProblemKind = 'yaml' | 'schema' | 'invalid' | 'variable' | 'file' | 'fragment' | 'limit';

export interface Problem {
  readonly kind: ProblemKind;
  /** error: Compose does not start. info: it depends on what no file here says. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Lower case, no full stop. */
  readonly message: string;
  readonly range: Range;
  /** What was probably meant, to write in place of `range`. */
  readonly meant?: string;
}

/** What the top level says of a network, volume, secret or config: values alone, without places. */
export interface Resource {
  readonly name: string;
  /** True when the file leaves it to somebody else to make it. */
  readonly isExternal: boolean;
  readonly driver?: string;
  /** Values by option; those that are unknown are left out. */
  readonly options: ReadonlyMap<string, string>;
  /** `file`, `environment`, `content` and what else is one text. */
  readonly values: ReadonlyMap<string, string>;
}

export type ResourceKind = 'networks' | 'volumes' | 'secrets' | 'configs';
export type Resources = Readonly<Record<ResourceKind, ReadonlyMap<string, Resource>>>;

/** Those that a service names. */
export type UsedResources = Pick<Resources, 'networks' | 'volumes' | 'secrets'>;

/**
 * A service after interpolation, anchors, extends, include and merging. One value as long as nothing changes that it is made
 * of: what a rule says of it may be kept with it. Its ranges count from its first line.
 */
export interface Service {
  /** The file that is read: the one that its places are in. */
  readonly uri: string;
  readonly name: string;
  /** The key that names it in this file. */
  readonly nameRange: Range;
  /** The whole entry, in this file. */
  readonly range: Range;
  /** Its lines in this file, with its name in the first; a CR at the end belongs to the line. */
  readonly lines: readonly string[];
  /** How far in its keys stand, and how the next one would be written; undefined where it is in flow style or has none. */
  readonly indent: number | undefined;
  readonly lineBreak: '\n' | '\r\n';
  /** Everything that holds for it, canonical names of keys, values as written (short syntax stays short). */
  readonly body: Mapping;
  /** Profiles that it runs in; none means always. */
  readonly profiles: readonly string[];
  /** What the names it uses mean; those that nothing says are not there. */
  readonly resources: UsedResources;
  /** `docker stack deploy` is meant to run it, not `docker compose up`. */
  readonly isSwarm: boolean;
  /** A base that could not be read, or an alias that leads nowhere: what is missing here may stand there. */
  readonly isPartial: boolean;
  /** How many services of the project read the text that a value is written in, this one included. */
  users(node: Node): number;
}

/** A service that the file itself has an entry for, at its place in it: 0-based. */
export interface PlacedService {
  readonly line: number;
  readonly service: Service;
}

export interface Include {
  /** As written. */
  readonly path: string;
  /** Undefined for one on another machine: never fetched. */
  readonly uri: string | undefined;
  readonly range: Range;
}

/** A Compose file, read as one of the files that Compose loads together. Ranges count from the file's first line. */
export interface Project {
  /** The file that is read. */
  readonly uri: string;
  /** What is loaded together, in order: the base, this file or the override. */
  readonly files: readonly string[];
  readonly lines: readonly string[];
  /** Services that this file has an entry for: what its findings are about. */
  readonly services: readonly PlacedService[];
  /** All services of what is loaded together, by name, those of included files too. */
  readonly all: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Node>;
  readonly volumes: ReadonlyMap<string, Node>;
  readonly secrets: ReadonlyMap<string, Node>;
  readonly configs: ReadonlyMap<string, Node>;
  readonly includes: readonly Include[];
  /** The `.env` beside it, where there is one. */
  readonly environment: { readonly uri: string; readonly text: string } | undefined;
  /** Other keys of the top level: `name`, `version`, `x-…`. */
  readonly rest: ReadonlyMap<string, Node>;
  /** In the order of their places; those of services too. */
  readonly problems: readonly Problem[];
  /** What Compose would say instead of starting, with no variable set; undefined where it starts. */
  readonly refusal: string | undefined;
  /** A file that is read over a base which is not there, or that nothing but a base makes whole. */
  readonly isFragment: boolean;
}

/** The effective value at a path: keys of mappings, numbers of items. */
export function valueAt(node: Node | undefined, ...path: readonly (string | number)[]): Node | undefined {
  let at = node;
  for (const step of path) {
    if (at?.kind === 'mapping') at = at.entries.get(String(step));
    else if (at?.kind === 'sequence' && typeof step === 'number') at = at.items[step];
    else return undefined;
  }
  return at;
}

export const valueOf = (service: Service, ...path: readonly (string | number)[]): Node | undefined =>
  valueAt(service.body, ...path);

/** Items of a list, or the one value that may stand in its place. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node?.kind === 'sequence' ? node.items : node === undefined || isNull(node) ? [] : [node];

const isNull = (node: Node): boolean => node.kind === 'scalar' && node.value === null;

/** The text of a scalar as far as it is known all through; undefined else. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && node.value !== null && !node.text.includes(HOLE) ? node.text : undefined;

/** A boolean as Compose reads it: `true`, "true", "yes", `${X:-true}`. Undefined where it is none or unknown. */
export function booleanOf(node: Node | undefined): boolean | undefined {
  if (node?.kind !== 'scalar') return undefined;
  if (typeof node.value === 'boolean') return node.value;
  const text = textOf(node)?.toLowerCase() ?? '';
  return TRUE.has(text) ? true : FALSE.has(text) ? false : undefined;
}

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', 'y', 'on']);
const FALSE: ReadonlySet<string> = new Set(['false', 'no', 'n', 'off']);
