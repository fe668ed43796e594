// The port of a database, a broker or an administration, open to everybody.

import { adminPort } from '../../compose/admin-ports';
import { imageOf, isPulled } from '../../compose/image';
import { dataPort } from '../../compose/known-ports';
import { bindsToLoopback, isOnPlainBridges } from '../../compose/networks';
import { isHere, placeOf } from '../../compose/place';
import { isPublic, portsOf } from '../../compose/ports';
import { loopbackPort, takeOut } from '../../rule/compose-fixes';
import { bindsNetworksToLoopback } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'data-port-published',
  title: 'Port of a database or an administration published',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '5.14' }, { cwe: 668 }],
  docs: {
    why: 'Databases, brokers and interfaces of administration are made for a network that is trusted, often without a password. Other services of the project reach them by their name without any published port.',
    bad: 'services:\n  db:\n    image: postgres:17.6\n    ports: ["5432:5432"]\n',
    good: 'services:\n  db:\n    image: postgres:17.6\n    ports: ["127.0.0.1:5432:5432"]\n',
    limits:
      'By the port in the container, and of some images by theirs. Silent where all networks of the service bind to loopback by their own option, or by `default-network-opts` in the daemon.json beside the Compose file. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    if (bindsToLoopback(service)) return;
    const image = isPulled(service) ? (imageOf(service)?.reference?.name ?? '') : '';
    for (const [place, port] of portsOf(service).entries()) {
      const what = dataPort(port.target) ?? adminPort(image, port.target);
      if (!what || isPublic(port) !== true || !isHere(service, port.node)) continue;
      yield {
        range: placeOf(service, port.node),
        message: `${what} is open to everybody who reaches the host; take the port out, or publish it on 127.0.0.1`,
        fixes: [...loopbackPort(service, place), ...takeOut(service, ['ports', place], port.target ?? '')],
      };
    }
  },
  beside: (report, service, { uri, files }) =>
    isOnPlainBridges(service) && bindsNetworksToLoopback(uri, files) ? undefined : report,
});
