// The shape of a configuration's values, said once: it reads a YAML node, tells what is wrong, and writes the JSON Schema.
import { withSuggestion } from '../dockerfile/validate/suggest';
import type { Range } from '../text/range';
import type { YamlNode } from '../yaml/document';

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
/** A text of a form. */
export const textLike = (takes: string, isOne: (value: string) => boolean): Shape<string> =>
  scalar({ type: 'string' }, takes, (value) => (typeof value === 'string' && isOne(value) ? value : undefined));
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

export const isEmpty = (node: YamlNode): boolean => node.kind === 'scalar' && node.value === null;

const MAX_SHOWN = 40;

/** What is written, in a message. */
export function shown(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a value with keys';
  const value = String(node.value);
  return `'${value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value}'`;
}
