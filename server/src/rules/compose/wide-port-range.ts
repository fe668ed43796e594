// Many ports at once.

import { isHere, placeOf } from '../../compose/place';
import { portsOf } from '../../compose/ports';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'wide-port-range',
  title: 'Wide range of ports',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '5.9' }],
  docs: {
    why: 'Each published port is a rule of the firewall, and with the userland proxy a process. More than a hundred are mostly more than is used.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:20000-20999:20000-20999/udp"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:20000-20050:20000-20050/udp"]\n',
    limits:
      'Media servers need many. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, published, target } of portsOf(service)) {
      const [first, last] = ((published || target) ?? '').split('-').map(Number);
      if (first === undefined || last === undefined || !(last - first > 100) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `${last - first + 1} ports are open; publish those that are used`,
      };
    }
  },
});
