// A limit that says there is none.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'unlimited-on-purpose',
  title: 'Limit that is none',
  severity: 'warning',
  confidence: 'high',
  category: 'resources',
  recommended: true,
  references: [{ cis: '5.11' }, { cwe: 770 }],
  docs: {
    why: 'A limit of 0 or -1 is none: the service may take all of the memory, swap or processors of the host, also where a base or the daemon sets one.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    mem_limit: 0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    mem_limit: 512m\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [path, what] of KEYS) {
      const node = valueOf(service, ...path);
      const text = textOf(node);
      if (!node || text === undefined || !isHere(service, node) || !/^(?:-1|0(?:\.0+)?[bkmg]?)$/i.test(text)) continue;
      if (path[0] === 'memswap_limit' && text !== '-1') continue;
      yield {
        range: placeOf(service, node),
        message: `this says that there is no limit: the service may take all ${what} of the host; write one, or take it out`,
        fixes: takeOut(service, path, path.at(-1) ?? ''),
      };
    }
  },
});

const KEYS: readonly (readonly [path: readonly string[], what: string])[] = [
  [['mem_limit'], 'memory'],
  [['memswap_limit'], 'swap'],
  [['cpus'], 'processors'],
  [['deploy', 'resources', 'limits', 'memory'], 'memory'],
  [['deploy', 'resources', 'limits', 'cpus'], 'processors'],
];
