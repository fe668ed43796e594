// What the Compose specification's schema says of a value: keys that it does not know, values of a wrong type.

import type { Problem } from './model';
import type { Mapping, Node, Scalar } from './node';
import { sameValue } from './nodes';
import { quoted } from './quoted';
import table from './schema.generated.json';
import { nearest } from './spelling';

type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  /** Definitions whose properties are its own as well. */
  readonly parts?: readonly string[];
}

const ROOT: Schema = table.root as Schema;
const DEFINITIONS = table.definitions as Readonly<Record<string, Schema>>;

export interface SchemaError {
  readonly node: Node;
  /** It is the key that is wrong. */
  readonly isKey: boolean;
  readonly message: string;
  readonly meant?: string;
  readonly depth: number;
}

/** What is wrong with an entry of a section: a service, a network. */
export const entryErrors = (section: string, node: Node): readonly SchemaError[] =>
  errorsOf(node, entrySchema(section), 0);

/** What is wrong with another key of the top level; undefined where the specification does not know the key. */
export function topLevelErrors(key: string, node: Node): readonly SchemaError[] | undefined {
  const schema = propertySchema(ROOT, key);
  return schema === undefined ? undefined : errorsOf(node, schema, 0);
}

export const topLevelKeys = (): readonly string[] => Object.keys(ROOT.properties ?? {});

function entrySchema(section: string): Schema {
  const schema = resolved(ROOT.properties?.[section] ?? {});
  return Object.values(schema.patternProperties ?? {})[0] ?? {};
}

/** A key of a section that the specification does not allow for a name. */
export function isEntryName(section: string, name: string): boolean {
  const schema = resolved(ROOT.properties?.[section] ?? {});
  return propertySchema(schema, name) !== undefined;
}

export const asProblem = ({ node, isKey, message, meant }: SchemaError): Problem => {
  const { use, key, range } = node.origin;
  const isUnknown = !isKey && node.kind === 'scalar' && node.certainty === 'unknown';
  return {
    kind: isUnknown ? 'variable' : 'schema',
    severity: isUnknown ? 'info' : 'error',
    message: isUnknown ? `with its variable unset: ${message}` : message,
    range: use ?? (isKey ? key : range),
    ...(meant === undefined || use ? {} : { meant }),
  };
};

function resolved(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : (DEFINITIONS[schema.$ref] ?? {});
}

function* errors(node: Node, reference: Schema, depth: number): Iterable<SchemaError> {
  const schema = resolved(reference);
  if (isUnread(node)) return;
  if (schema.type !== undefined && !isOfType(node, schema.type)) {
    const wanted = typeof schema.type === 'string' ? [schema.type] : schema.type;
    yield { node, isKey: false, depth, message: `must be ${wanted.map(typeText).join(' or ')}` };
    return;
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) yield* choiceErrors(node, choices, depth);
  if (schema.enum && node.kind === 'scalar' && !schema.enum.includes(node.unset)) {
    yield { node, isKey: false, depth, message: `must be one of ${schema.enum.map(String).join(', ')}` };
  }
  if (node.kind === 'scalar') yield* scalarErrors(node, schema, depth);
  else if (node.kind === 'mapping') yield* mappingErrors(node, schema, depth);
  else {
    if (schema.uniqueItems) yield* twins(node.items, depth + 1);
    if (schema.items) for (const item of node.items) yield* errors(item, schema.items, depth + 1);
  }
}

/** Stands for what could not be read, and is told there. */
const isUnread = (node: Node): boolean => node.kind === 'scalar' && node.certainty === 'unknown' && node.unset === null;

const errorsOf = (node: Node, schema: Schema, depth: number): readonly SchemaError[] => [
  ...errors(node, schema, depth),
];

/** The errors of the choice that fits best: the one that goes deepest before it fails. */
function choiceErrors(node: Node, choices: readonly Schema[], depth: number): readonly SchemaError[] {
  let best: readonly SchemaError[] | undefined;
  const types = new Set<TypeName>();
  for (const choice of choices) {
    const found = errorsOf(node, choice, depth);
    if (found.length === 0) return [];
    const { type } = resolved(choice);
    for (const each of typeof type === 'string' ? [type] : (type ?? [])) types.add(each);
    if (deepest(found) > (best ? deepest(best) : -1)) best = found;
  }
  if (!best || deepest(best) > depth || types.size === 0) return best ?? [];
  const fits = [...types].some((type) => isOfType(node, type));
  return fits ? best : [{ node, isKey: false, depth, message: `must be ${[...types].map(typeText).join(' or ')}` }];
}

const deepest = (found: readonly SchemaError[]): number =>
  Math.max(...found.map(({ depth, isKey }) => depth + (isKey ? 0.5 : 0)));

function* scalarErrors(node: Scalar, { minimum, maximum, pattern }: Schema, depth: number): Iterable<SchemaError> {
  const value = node.unset;
  const wrong = (message: string): SchemaError => ({ node, isKey: false, depth, message });
  if (typeof value === 'number' && minimum !== undefined && value < minimum) yield wrong(`must be at least ${minimum}`);
  if (typeof value === 'number' && maximum !== undefined && value > maximum) yield wrong(`must be at most ${maximum}`);
  if (typeof value === 'string' && pattern !== undefined && !patternOf(pattern).test(value)) {
    yield wrong(`${quoted(value)} is not of the form that Compose takes here`);
  }
}

function* mappingErrors(node: Mapping, schema: Schema, depth: number): Iterable<SchemaError> {
  for (const key of schema.required ?? []) {
    if (!node.entries.has(key)) yield { node, isKey: false, depth, message: `${quoted(key)} is missing` };
  }
  for (const [key, value] of node.entries) {
    const property = propertySchema(schema, key);
    if (property !== undefined) yield* errors(value, property, depth + 1);
    else yield unknownKey(key, value, missingKeys(node, schema), depth);
  }
}

export function unknownKey(key: string, node: Node, known: readonly string[], depth: number): SchemaError {
  const meant = nearest(key, known);
  const hint = meant === undefined ? 'not a key that Compose knows here' : `did you mean ${quoted(meant)}?`;
  const error = { node, isKey: true, depth: depth + 0.5, message: `${quoted(key)}: ${hint}` };
  return meant === undefined ? error : { ...error, meant };
}

/** Undefined for a key that the schema does not allow. */
function propertySchema(schema: Schema, key: string): Schema | undefined {
  for (const { properties } of [schema, ...partsOf(schema)]) {
    if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key];
  }
  for (const { patternProperties = {} } of [schema, ...partsOf(schema)]) {
    for (const [pattern, property] of Object.entries(patternProperties)) {
      if (patternOf(pattern).test(key)) return property;
    }
  }
  const { additionalProperties = true } = schema;
  return typeof additionalProperties === 'boolean' ? (additionalProperties ? {} : undefined) : additionalProperties;
}

const partsOf = ({ parts = [] }: Schema): readonly Schema[] => parts.map((name) => DEFINITIONS[name] ?? {});

/** What a key that nobody knows may have been meant to be: one that is there already is none. */
const missingKeys = (node: Mapping, schema: Schema): readonly string[] =>
  knownKeys(schema).filter((key) => !node.entries.has(key));

const knownKeys = (schema: Schema): readonly string[] =>
  [schema, ...partsOf(schema)].flatMap(({ properties }) => Object.keys(properties ?? {}));

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known) return known;
  const pattern = new RegExp(source, 'u');
  patterns.set(source, pattern);
  return pattern;
}

function* twins(items: readonly Node[], depth: number): Iterable<SchemaError> {
  const seen = new Map<string, Node[]>();
  for (const item of items) {
    const key = item.kind === 'scalar' ? `${typeof item.unset} ${String(item.unset)}` : item.kind;
    const alike = seen.get(key);
    if (alike === undefined) seen.set(key, [item]);
    else if (alike.slice(0, MAX_COMPARED).some((known) => sameValue(known, item))) {
      yield { node: item, isKey: false, depth, message: 'stands in this list twice' };
    } else alike.push(item);
  }
}

/** Mappings of a list that a further one is compared with. */
const MAX_COMPARED = 50;

const TYPE_TEXTS: Readonly<Record<TypeName, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

const typeText = (type: TypeName): string => TYPE_TEXTS[type];

function isOfType(node: Node, types: TypeName | readonly TypeName[]): boolean {
  const wanted = typeof types === 'string' ? [types] : types;
  if (node.kind !== 'scalar') return wanted.includes(node.kind === 'mapping' ? 'object' : 'array');
  const { unset } = node;
  if (unset === null) return wanted.includes('null');
  if (typeof unset === 'number')
    return wanted.includes('number') || (wanted.includes('integer') && Number.isInteger(unset));
  return wanted.includes(typeof unset === 'string' ? 'string' : 'boolean');
}

const SERVICE = entrySchema('services');

/** A key that the specification knows for a service, extensions included. */
export const isServiceKey = (key: string): boolean => propertySchema(resolved(SERVICE), key) !== undefined;
