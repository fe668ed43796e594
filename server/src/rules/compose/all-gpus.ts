// All graphics processors are passed in.
import { itemsOf, textOf, valueAt, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'all-gpus',
  title: 'All graphics processors are passed in',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cwe: 770 }],
  docs: {
    why: 'A service that needs one processor can take the memory of all, and other services then stop.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    gpus: all\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    gpus:\n      - driver: nvidia\n        count: 1\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const gpus = valueOf(service, 'gpus');
    const devices = itemsOf(valueOf(service, 'deploy', 'resources', 'reservations', 'devices'));
    const found = [
      gpus,
      ...itemsOf(gpus)
        .concat(devices)
        .map((node) => valueAt(node, 'count')),
    ].find((node) => textOf(node) === 'all');
    if (!found || !isHere(service, found)) return;
    yield { range: placeOf(service, found), message: 'all processors are passed in; say how many it needs' };
  },
});
