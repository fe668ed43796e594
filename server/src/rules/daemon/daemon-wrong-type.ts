// A value of the wrong JSON type.
import type { JsonNode } from '../../daemon/json';
import { type KeyType, typeOf } from '../../daemon/keys';
import { typedValues } from '../../daemon/typed-values';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-wrong-type',
  title: 'Value of the wrong type',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [],
  docs: {
    why: 'The daemon reads each key as one JSON type, and does not start where another stands there: `"false"` is a text, not a boolean.',
    bad: '{\n  "icc": "false"\n}\n',
    good: '{\n  "icc": false\n}\n',
    limits: 'What a text or a number says is not checked.',
  },
  *file(file) {
    for (const { name, node, wanted, property } of typedValues(file.root?.properties ?? [])) {
      const found = jsonTypeOf(node);
      if (fits(found, wanted)) continue;
      const right = property && meantValue(node, wanted);
      yield {
        range: node.range,
        message: `'${name}' wants ${NAMES[wanted]}, and this is ${NAMES[found]}: the daemon does not start`,
        fixes: property === undefined || right === undefined ? [] : setKey(property, right),
      };
    }
  },
});

const NAMES: Readonly<Record<KeyType | 'null', string>> = {
  boolean: 'true or false',
  string: 'a text',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  size: 'a size',
  null: 'null',
};

const jsonTypeOf = (node: JsonNode): KeyType | 'null' => (node.kind === 'scalar' ? typeOf(node.value) : node.kind);

const fits = (found: KeyType | 'null', wanted: KeyType): boolean =>
  found === 'null' || found === wanted || (wanted === 'size' && (found === 'number' || found === 'string'));

/** What the text or the single value was meant to be. */
function meantValue(node: JsonNode, wanted: KeyType): unknown {
  if (node.kind !== 'scalar') return undefined;
  const { value } = node;
  if (wanted === 'array' && typeof value === 'string') return [value];
  if (wanted === 'string' && typeof value === 'number') return String(value);
  if (wanted === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return wanted === 'number' && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
