// Every value of daemon.json whose JSON type the daemon asks for, those inside lists and objects too.
import type { JsonNode, JsonProperty } from './json';
import { KEYS, type KeyType } from './keys';

export interface TypedValue {
  /** With the keys that it stands in: `log-opts.max-file`. */
  readonly name: string;
  readonly node: JsonNode;
  readonly wanted: KeyType;
  /** Of the top level; undefined for what stands inside one. */
  readonly property?: JsonProperty;
}

/** What the values in an object are; lists hold texts but for those of LISTS. */
const VALUES: ReadonlyMap<string, KeyType> = new Map([
  ['log-opts', 'string'],
  ['features', 'boolean'],
  ['default-ulimits', 'object'],
  ['default-network-opts', 'object'],
  ['runtimes', 'object'],
]);
const LISTS: ReadonlyMap<string, KeyType> = new Map([['default-address-pools', 'object']]);
/** Keys of an object within such an object; those of networks are names that drivers know. */
const INNER: ReadonlyMap<string, ReadonlyMap<string, KeyType>> = new Map([
  [
    'default-ulimits',
    new Map([
      ['name', 'string'],
      ['hard', 'number'],
      ['soft', 'number'],
    ]),
  ],
]);

export function* typedValues(properties: readonly JsonProperty[]): Generator<TypedValue> {
  for (const property of properties) {
    const { key, value } = property;
    const wanted = KEYS.get(key);
    if (!wanted || !value) continue;
    yield { name: key, node: value, wanted, property };
    if (value.kind === 'array' && wanted === 'array') {
      for (const [i, node] of value.items.entries())
        yield { name: `${key}[${i}]`, node, wanted: LISTS.get(key) ?? 'string' };
    }
    const inside = VALUES.get(key);
    if (value.kind === 'object' && inside) yield* within(key, value.properties, inside);
  }
}

function* within(key: string, properties: readonly JsonProperty[], wanted: KeyType): Generator<TypedValue> {
  for (const { key: name, value } of properties) {
    if (!value) continue;
    yield { name: `${key}.${name}`, node: value, wanted };
    for (const { key: part, value: node } of value.kind === 'object' ? value.properties : []) {
      // Go takes the keys of an object in any case.
      const type = key === 'default-network-opts' ? 'string' : INNER.get(key)?.get(part.toLowerCase());
      if (type && node) yield { name: part.includes('.') ? part : `${name}.${part}`, node, wanted: type };
    }
  }
}
