// The table that Compose files are checked against: the Compose specification's schema without its prose. Where `allOf` puts
// a definition together of others it names them as its parts.
import { readFileSync } from 'node:fs';
import type { Output } from './output';

/** Keywords that say something of a value; the rest is for people and editors. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['type', 'required', 'enum', 'pattern', 'minimum', 'maximum', 'uniqueItems', 'format'],
  ...['properties', 'patternProperties', 'additionalProperties', 'items', 'oneOf', 'anyOf', '$ref', 'parts'],
]);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export function composeSchema(): Output {
  const source: Json = JSON.parse(readFileSync('server/data/compose-spec.json', 'utf8'));
  if (!isObject(source) || !isObject(source.$defs)) throw new Error('the Compose schema has no $defs');
  const definitions = source.$defs;
  const flat = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, compact(inParts(schema))]),
  );
  const table = { root: compact(source), definitions: used(compact(source), flat) };
  return { path: 'server/src/compose/schema.generated.json', text: JSON.stringify(table) };
}

/** Definitions that have to hold together, by name. */
function inParts(schema: Json): Json {
  if (!isObject(schema) || !Array.isArray(schema.allOf)) return schema;
  const parts = schema.allOf.map((part) => (isObject(part) && typeof part.$ref === 'string' ? part.$ref : ''));
  const { allOf: _, unevaluatedProperties = false, ...rest } = schema;
  return { type: 'object', ...rest, parts: parts.map(nameOf), additionalProperties: unevaluatedProperties };
}

const nameOf = (reference: string): string => reference.replace('#/$defs/', '');

function compact(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(compact);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).filter(([key]) => KEYWORDS.has(key));
  return Object.fromEntries(entries.map(([key, value]): [string, Json] => [key, inner(key, value)]));
}

function inner(key: string, value: Json): Json {
  if (key === '$ref' && typeof value === 'string') return nameOf(value);
  if ((key !== 'properties' && key !== 'patternProperties') || !isObject(value)) return compact(value);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, compact(schema)]));
}

/** The definitions that can be reached. */
function used(root: Json, definitions: JsonObject): JsonObject {
  const reached = new Set<string>();
  const visit = (json: Json | undefined): void => {
    if (Array.isArray(json)) json.forEach(visit);
    if (!isObject(json)) return;
    const name = json.$ref;
    if (typeof name === 'string' && !reached.has(name)) {
      reached.add(name);
      visit(definitions[name]);
    }
    if (Array.isArray(json.parts)) for (const part of json.parts) visit({ $ref: part });
    Object.values(json).forEach(visit);
  };
  visit(root);
  return Object.fromEntries(Object.entries(definitions).filter(([name]) => reached.has(name)));
}
