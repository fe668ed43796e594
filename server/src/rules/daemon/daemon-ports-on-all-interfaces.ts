// Published ports are open on every address of the host.
import { hardenable, placeOfMissing, propertyOf, valueOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-ports-on-all-interfaces',
  title: 'Ports are published on every address',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.14' }, { cwe: 668 }],
  docs: {
    why: 'A port that is published without an address is open on all of them, past the firewall of the host as well. `default-network-opts` changes that for networks that are made from then on, `ip` for the default bridge alone.',
    bad: '{\n  "ip": "0.0.0.0"\n}\n',
    good: '{\n  "ip": "127.0.0.1",\n  "default-network-opts": {\n    "bridge": { "com.docker.network.bridge.host_binding_ipv4": "127.0.0.1" }\n  }\n}\n',
    limits: '`ip` does not reach the networks of Compose.',
  },
  *file(file) {
    const root = hardenable(file);
    const options = valueOf(file, 'default-network-opts');
    const bridge =
      options?.kind === 'object' ? options.properties.findLast(({ key }) => key === 'bridge')?.value : undefined;
    if (!root || (bridge?.kind === 'object' && bridge.properties.some(({ key }) => key === BINDING))) return;
    const property = propertyOf(file, 'ip');
    yield {
      range: property?.range ?? placeOfMissing(root.range),
      message: 'published ports are open on every address of the host; set a host binding in default-network-opts',
      fixes: options ? [] : addKey(file, 'default-network-opts', { bridge: { [BINDING]: '127.0.0.1' } }),
    };
  },
});

const BINDING = 'com.docker.network.bridge.host_binding_ipv4';
