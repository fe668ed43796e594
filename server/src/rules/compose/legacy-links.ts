// Links between containers, which are a thing of the past.
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
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
      '`external_links` reach into other projects. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const key of ['links', 'external_links'] as const) {
      const node = valueOf(service, key);
      if (!node || !isHere(service, node)) continue;
      yield {
        range: node.origin.via === 'own' ? node.origin.key : placeOf(service, node),
        message: `services find one another by name without '${key}'; take it out`,
        fixes: key === 'links' ? takeOut(service, [key], key) : [],
      };
    }
  },
});
