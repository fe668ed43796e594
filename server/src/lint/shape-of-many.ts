// Shapes of values that hold others: lists, keys that are known, keys of any name.
import { withSuggestion } from '../dockerfile/validate/suggest';
import type { YamlMap, YamlNode } from '../yaml/document';
import { isEmpty, type JsonSchema, type Shape, shown, type Tell, type ValueOf } from './shape';

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
      const given = new Set<string>();
      for (const { key, keyRange, value } of entriesOf(node, tell)) {
        const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
        if (!isEmpty(value)) given.add(key);
        if (shape) values[key] = shape.read(value, tell);
        else tell(keyRange, withSuggestion(`there is no key '${key}' here; there are ${names.join(', ')}`, key, names));
      }
      const missing = required.filter((key) => values[key] === undefined);
      // What is given and wrong is told already.
      if (node.kind === 'map') {
        for (const key of missing) if (!given.has(key)) tell(node.range, `the key '${key}' is missing`);
      }
      // Each value was read by the shape of its key; the compiler can't follow that through the loop.
      return missing.length > 0 ? undefined : (values as { [Key in keyof Shapes]?: ValueOf<Shapes[Key]> });
    },
  };
}

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
