// The JSON Schema of `.hullwright.yaml`, from the shape that reads it.
import { configurationShape } from '../../server/src/lint/configuration-shape';
import type { Rule } from '../../server/src/rule/rule';
import type { Output } from './output';

const DRAFT = 'http://json-schema.org/draft-07/schema#';

export function schema(rules: readonly Rule[]): Output {
  const content = { $schema: DRAFT, title: 'Hullwright configuration', ...configurationShape(rules).schema };
  return { path: 'schemas/hullwright.schema.json', text: `${JSON.stringify(content, null, 2)}\n` };
}
