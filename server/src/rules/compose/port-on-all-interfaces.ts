// A port that everybody who reaches the host reaches.

import { adminPort } from '../../compose/admin-ports';
import { type BuiltFrom, builtFrom } from '../../compose/built-from';
import { type Listener, listenerOn } from '../../compose/built-listeners';
import { imageOf, isPulled } from '../../compose/image';
import { isData } from '../../compose/known-ports';
import type { Service } from '../../compose/model';
import { bindsToLoopback, isOnPlainBridges } from '../../compose/networks';
import { isHere, placeOf } from '../../compose/place';
import { isPublic, portsOf } from '../../compose/ports';
import { loopbackPort } from '../../rule/compose-fixes';
import { bindsNetworksToLoopback } from '../../rule/daemon-beside';
import type { Report } from '../../rule/finding';
import { composeRule } from '../../rule/rule';
import type { Range } from '../../text/range';

export default composeRule({
  id: 'port-on-all-interfaces',
  title: 'Port published on every address',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '5.14' }, { cwe: 668 }, { kics: '451d79dc-0588-476a-ad03-3c7f0320abb3' }],
  docs: {
    why: 'A port that is published without an address is open on all addresses of the host, past its firewall as well: Docker writes its own rules before those. Where a proxy on the same host, or you alone, need it, publish it on `127.0.0.1`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["8080:80"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    ports: ["127.0.0.1:8080:80"]\n',
    limits:
      'Ports 80 and 443 of the host are a hint: they are mostly meant for the world. Another service that is meant so says that in a comment (`# hullwright ignore=port-on-all-interfaces: public`). It is an error where the Dockerfile that is built says that an administration or a debugger listens there: by its base image, its start and the options of its runtime. Silent where all networks of the service bind to loopback by their own option, or by `default-network-opts` in the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`). Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    if (bindsToLoopback(service)) return;
    const image = isPulled(service) ? (imageOf(service)?.reference?.name ?? '') : '';
    for (const [place, port] of portsOf(service).entries()) {
      if (
        isPublic(port) !== true ||
        isData(port.target) ||
        adminPort(image, port.target) ||
        !isHere(service, port.node)
      )
        continue;
      yield {
        range: placeOf(service, port.node),
        ...(WEB.test(port.published ?? '') ? { severity: 'hint' } : {}),
        message: `everybody who reaches the host reaches port ${port.published || port.target}; publish it on 127.0.0.1 unless that is meant`,
        fixes: loopbackPort(service, place),
      };
    }
  },
  beside(report, service, { uri, files }) {
    if (isOnPlainBridges(service) && bindsNetworksToLoopback(uri, files)) return undefined;
    const built = builtFrom(service, uri, files);
    if (!built) return report;
    const target = targetsOf(service).get(keyOf(report.range));
    const listener = target ? listenerOn(target, service, built) : undefined;
    return listener ? { ...report, ...worse(listener, built) } : report;
  },
});

/** What browsers ask by themselves. */
const WEB = /^(?:80|443)$/;

const worse = ({ what, range }: Listener, { uri }: BuiltFrom): Pick<Report, 'severity' | 'message' | 'related'> => ({
  severity: 'error',
  message: `${what} is open to everybody who reaches the host; take the port out, or publish it on 127.0.0.1`,
  related: [{ uri, range, message: 'what listens there' }],
});

const keyOf = ({ start }: Range): string => `${start.line}:${start.character}`;

const known = new WeakMap<Service, ReadonlyMap<string, string>>();

/** Ports in the container, by where they are reported. */
function targetsOf(service: Service): ReadonlyMap<string, string> {
  const targets =
    known.get(service) ??
    new Map(
      portsOf(service).flatMap(({ node, target }): [string, string][] =>
        target === undefined ? [] : [[keyOf(placeOf(service, node)), target]],
      ),
    );
  known.set(service, targets);
  return targets;
}
