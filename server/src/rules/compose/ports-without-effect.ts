// Ports are published from the network of the host.
import { itemsOf, textOf, valueOf } from '../../compose/model';
import { isHere, isOwn, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'ports-without-effect',
  title: 'Published ports without effect',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  alsoReports: ['host-network'],
  references: [{ cwe: 1188 }],
  docs: {
    why: 'With `network_mode: host` the service listens on the host itself: `ports` is left out with a warning, and an address in it protects nothing.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    network_mode: host\n    ports: ["127.0.0.1:8080:8080"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:8080"]\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const ports = valueOf(service, 'ports');
    if (!ports || itemsOf(ports).length === 0 || textOf(valueOf(service, 'network_mode')) !== 'host') return;
    if (!isHere(service, ports)) return;
    yield {
      range: isOwn(service, ports) ? ports.origin.key : placeOf(service, ports),
      message: "'ports' has no effect with the network of the host; take one of them out",
    };
  },
});
