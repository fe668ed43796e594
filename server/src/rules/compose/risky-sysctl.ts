// A setting of the kernel that weakens the network of the service.
import { namedValuesOf } from '../../compose/entries';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'risky-sysctl',
  title: 'Risky setting of the kernel',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cwe: 284 }],
  docs: {
    why: 'Redirects, source routes and forwarding let others steer the traffic of the service; `route_localnet` lets them reach its loopback.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    sysctls:\n      net.ipv4.conf.all.accept_redirects: "1"\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    sysctls:\n      net.ipv4.ip_unprivileged_port_start: "0"\n',
    limits:
      'VPN services need several of these. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { name, value, node } of namedValuesOf(valueOf(service, 'sysctls'))) {
      const isRisky =
        (ON.test(name) && value === '1') ||
        (/\.rp_filter$/.test(name) && value === '0') ||
        /^kernel\.(?!shm|msg|sem)/.test(name);
      if (!isRisky || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `'${name}' lets others steer the traffic of this service; take it out unless it routes`,
      };
    }
  },
});

const ON =
  /\.(?:accept_redirects|send_redirects|accept_source_route|route_localnet|ip_forward|forwarding|promote_secondaries)$/;
