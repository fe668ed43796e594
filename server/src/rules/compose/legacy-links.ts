// Links between containers, which are a thing of the past.
import { addItem, removeAt } from '../../compose/edits';
import { itemsOf, type Service, textOf, valueOf } from '../../compose/model';
import type { Node } from '../../compose/node';
import { isHere, isOwn, placeOf } from '../../compose/place';
import { fixOf, takeOut } from '../../rule/compose-fixes';
import type { Fix } from '../../rule/finding';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'legacy-links',
  title: 'Legacy links',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [],
  docs: {
    why: 'Services of a project find one another by name without `links`. The old links gave the environment of one container to the other, secrets included.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    links: [db]\n  db:\n    image: postgres:17.6\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    depends_on: [db]\n  db:\n    image: postgres:17.6\n',
    limits:
      '`external_links` reach into other projects. Silent with `network_mode`: on the default bridge nothing else gives names. A link that gives a service another name has no fix: make it an alias of the network. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    // On the default bridge nothing else gives names.
    if (valueOf(service, 'network_mode')) return;
    for (const key of ['links', 'external_links'] as const) {
      const node = valueOf(service, key);
      if (!node || !isHere(service, node)) continue;
      yield {
        range: node.origin.via === 'own' ? node.origin.key : placeOf(service, node),
        message: `services find one another by name without '${key}'; take it out`,
        fixes: key === 'links' ? withoutLinks(service, node) : [],
      };
    }
  },
});

/** Links order the start as well: `depends_on` goes on to do that. Another name for a service is kept. */
function withoutLinks(service: Service, links: Node): Fix[] {
  const linked = itemsOf(links).map((item) => textOf(item)?.split(':') ?? []);
  if (linked.some(([name, alias = name]) => name === undefined || name !== alias)) return [];
  const depends = valueOf(service, 'depends_on');
  const known = new Set(depends?.kind === 'mapping' ? depends.entries.keys() : itemsOf(depends).map(textOf));
  const missing = [...new Set(linked.flatMap(([name]) => name ?? []))].filter((name) => !known.has(name));
  const [first, ...others] = missing;
  if (first === undefined) return takeOut(service, ['links'], 'links');
  const delta = { changes: ['links', 'depends_on'] };
  if (depends === undefined) {
    const isPlain = linked.every(({ length }) => length === 1) && isOwn(service, links) && links.origin.via === 'own';
    const edit = isPlain ? { range: links.origin.key, newText: 'depends_on' } : undefined;
    return fixOf("Write 'depends_on' instead", delta, [edit]);
  }
  if (depends.kind !== 'sequence' || others.length > 0) return [];
  return fixOf(`Take 'links' out and add '${first}' to depends_on`, delta, [
    removeAt(service, ['links']),
    addItem(service, ['depends_on'], first),
  ]);
}
