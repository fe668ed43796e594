// The shape of a configuration's values, said once: it reads a YAML node, tells what is wrong, and writes the JSON Schema.
import { withSuggestion } from '../dockerfile/validate/suggest';
import type { Range } from '../text/range';
import type { YamlMap, YamlNode } from '../yaml/document';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type Tell = (range: Range, message: string) => void;

export interface Shape<Value> {
  readonly schema: JsonSchema;
  /** What it takes, in words. */
  readonly takes: string;
  /** Undefined for what is wrong, which is told, and for what is left empty. */
  read(node: YamlNode, tell: Tell): Value | undefined;
}

export type ValueOf<Kind> = Kind extends Shape<infer Value> ? Value : never;

function scalar<Value>(schema: JsonSchema, takes: string, accept: (value: unknown) => Value | undefined): Shape<Value> {
  return {
    schema,
    takes,
    read(node, tell) {
      if (isEmpty(node)) return undefined;
      const value = node.kind === 'scalar' ? accept(node.value) : undefined;
      if (value === undefined) tell(node.range, `${shown(node)} is not ${takes}`);
      return value;
    },
  };
}

export const text = scalar({ type: 'string' }, 'a text', (value) => (typeof value === 'string' ? value : undefined));
export const flag = scalar({ type: 'boolean' }, 'true or false', (value) =>
  typeof value === 'boolean' ? value : undefined,
);
export const number = scalar({ type: 'number' }, 'a number', (value) =>
  typeof value === 'number' ? value : undefined,
);
export const lineNumber = scalar({ type: 'integer', minimum: 1 }, 'the number of a line', (value) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined,
);
export const date = scalar({ type: 'string', format: 'date' }, 'a date such as 2027-01-31', (value) =>
  typeof value === 'string' && isDate(value) ? value : undefined,
);

export const isDate = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

export function choice<const Word extends string>(
  words: readonly Word[],
  schema: JsonSchema = { enum: words },
): Shape<Word> {
  const takes = words.length <= 6 ? `one of ${words.join(', ')}` : 'known';
  return {
    schema,
    takes,
    read(node, tell) {
      if (isEmpty(node)) return undefined;
      const found = node.kind === 'scalar' ? words.find((word) => word === node.value) : undefined;
      if (found === undefined) {
        const written = node.kind === 'scalar' ? String(node.value) : '';
        tell(node.range, withSuggestion(`${shown(node)} is not ${takes}`, written, words));
      }
      return found;
    },
  };
}

export function list<Value>(item: Shape<Value>): Shape<Value[]> {
  return {
    schema: { type: 'array', items: item.schema },
    takes: 'a list',
    read(node, tell) {
      if (isEmpty(node)) return undefined;
      if (node.kind === 'list') return node.items.flatMap((each) => item.read(each, tell) ?? []);
      tell(node.range, `${shown(node)} is not a list`);
      return undefined;
    },
  };
}

/** Any keys, unless only some are known. */
export function record<Value>(
  valueOf: (key: string) => Shape<Value> | string,
  schema: JsonSchema,
): Shape<Map<string, Value>> {
  return {
    schema,
    takes: 'keys with values',
    read(node, tell) {
      if (isEmpty(node)) return undefined;
      const values = new Map<string, Value>();
      for (const { key, keyRange, value } of entriesOf(node, tell)) {
        const shape = valueOf(key);
        if (typeof shape === 'string') tell(keyRange, shape);
        else {
          const read = shape.read(value, tell);
          if (read !== undefined) values.set(key, read);
        }
      }
      return values;
    },
  };
}

/** The keys that are known, each with its shape. */
export function object<Shapes extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: Shapes,
  required: readonly (keyof Shapes & string)[] = [],
): Shape<{ readonly [Key in keyof Shapes]?: ValueOf<Shapes[Key]> }> {
  const names = Object.keys(shapes);
  const properties = Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, shape.schema]));
  const needs = required.length > 0 ? { required } : {};
  return {
    schema: { type: 'object', properties, ...needs, additionalProperties: false },
    takes: `the keys ${names.join(', ')}`,
    read(node, tell) {
      if (isEmpty(node)) return undefined;
      const values: Record<string, unknown> = {};
      for (const { key, keyRange, value } of entriesOf(node, tell)) {
        const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
        if (shape) values[key] = shape.read(value, tell);
        else tell(keyRange, withSuggestion(`there is no key '${key}' here; there are ${names.join(', ')}`, key, names));
      }
      const missing = required.filter((key) => values[key] === undefined);
      if (node.kind === 'map') for (const key of missing) tell(node.range, `the key '${key}' is missing`);
      // Each value was read by the shape of its key; the compiler can't follow that through the loop.
      return missing.length > 0 ? undefined : (values as { [Key in keyof Shapes]?: ValueOf<Shapes[Key]> });
    },
  };
}

/** One shape for a plain value, one for keys with values. */
export const either = <One, Other>(plain: Shape<One>, keys: Shape<Other>): Shape<One | Other> => ({
  schema: { oneOf: [plain.schema, keys.schema] },
  takes: `${plain.takes}, or ${keys.takes}`,
  read: (node, tell) => (node.kind === 'map' ? keys.read(node, tell) : plain.read(node, tell)),
});

export const described = <Value>(shape: Shape<Value>, description: string): Shape<Value> => ({
  ...shape,
  schema: { description, ...shape.schema },
});

/** The value with its place. */
export const placed = <Value>(shape: Shape<Value>): Shape<{ readonly value: Value; readonly range: Range }> => ({
  ...shape,
  read(node, tell) {
    const value = shape.read(node, tell);
    return value === undefined ? undefined : { value, range: node.range };
  },
});

const isEmpty = (node: YamlNode): boolean => node.kind === 'scalar' && node.value === null;

function entriesOf(node: YamlNode, tell: Tell): YamlMap['entries'] {
  if (node.kind !== 'map') {
    tell(node.range, `${shown(node)} has no keys`);
    return [];
  }
  const seen = new Set<string>();
  for (const { key, keyRange } of node.entries) {
    if (seen.has(key)) tell(keyRange, `'${key}' is given twice; the last one counts`);
    seen.add(key);
  }
  return node.entries;
}

const MAX_SHOWN = 40;

function shown(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a value with keys';
  const value = String(node.value);
  return `'${value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value}'`;
}
