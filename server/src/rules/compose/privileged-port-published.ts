// A port of the host below 1024.

import { isHere, placeOf } from '../../compose/place';
import { portsOf } from '../../compose/ports';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'privileged-port-published',
  title: 'Privileged port published',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '5.8' }, { kics: 'bc2908f3-f73c-40a9-8793-c1b7d5544f79' }],
  docs: {
    why: 'Ports below 1024 are those of the services of a host. A container that takes one stands in the place of such a service.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:53:5353/udp"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:443:8443"]\n',
    limits:
      '80 and 443 are left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, published } of portsOf(service)) {
      const first = Number(published?.split('-')[0] || 0);
      if (!(first > 0 && first < 1024) || first === 80 || first === 443 || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `port ${published} is one of the host's own services; publish a higher one`,
      };
    }
  },
});
