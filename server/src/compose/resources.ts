// Networks, volumes, secrets and configs of the top level: what they say, and what Compose refuses of them.
import { namedValuesOf } from './entries';
import { booleanOf, type Problem, type Resource, type ResourceKind, textOf, valueAt } from './model';
import type { Node } from './node';
import { isNull } from './nodes';

export function resourceOf(name: string, node: Node): Resource {
  const external = valueAt(node, 'external');
  const driver = textOf(valueAt(node, 'driver'));
  const values = new Map<string, string>();
  if (node.kind === 'mapping') {
    for (const [key, value] of node.entries) {
      const text = textOf(value);
      if (text !== undefined) values.set(key, text);
    }
  }
  // The old way to name what somebody else makes.
  const oldName = textOf(valueAt(node, 'external', 'name'));
  if (oldName !== undefined && !values.has('name')) values.set('name', oldName);
  const options = new Map(
    namedValuesOf(valueAt(node, 'driver_opts')).flatMap((option): [string, string][] =>
      option.value === undefined ? [] : [[option.name, option.value]],
    ),
  );
  const isExternal = external?.kind === 'mapping' || booleanOf(external) === true;
  return { name, isExternal, ...(driver === undefined ? {} : { driver }), options, values };
}

const SOURCES: Readonly<Record<'secrets' | 'configs', readonly string[]>> = {
  secrets: ['file', 'environment'],
  configs: ['file', 'environment', 'content'],
};

export function resourceProblems(kind: ResourceKind, node: Node): readonly Problem[] {
  const problem = (at: Node, message: string): Problem => ({
    kind: 'invalid',
    severity: 'error',
    message,
    range: at.origin.use ?? at.origin.range,
  });
  if (node.kind !== 'mapping')
    return kind === 'secrets' && isNull(node) ? [problem(node, 'a secret needs its file or environment')] : [];
  const { entries } = node;
  const external = entries.get('external');
  if (kind === 'volumes' && external && booleanOf(external)) {
    const other = [...entries.keys()].find((key) => !['name', 'external'].includes(key) && !key.startsWith('x-'));
    return other === undefined ? [] : [problem(external, `external and ${other} exclude each other`)];
  }
  if (kind !== 'secrets' && kind !== 'configs') return [];
  const sources = SOURCES[kind];
  const given = sources.filter((key) => entries.has(key));
  if (given.length > 1) return [problem(node, `${given.join(' and ')} exclude each other`)];
  const isElsewhere = entries.has('external') || entries.has('driver');
  return given.length === 0 && !isElsewhere ? [problem(node, `one of ${sources.join(', ')} must be set`)] : [];
}
