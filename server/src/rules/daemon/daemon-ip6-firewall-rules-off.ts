// The daemon’s IPv6 firewall rules are switched off.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-ip6-firewall-rules-off',
  title: 'The daemon’s IPv6 firewall rules are switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: 'With `ip6tables: false` containers with an IPv6 address can be reached on every port from wherever that address is routed, published or not.',
    bad: '{\n  "ip6tables": false\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits: 'Where no container has an IPv6 address it does nothing.',
  },
  *file(file) {
    const property = propertyOf(file, 'ip6tables');
    if (scalarOf(file, 'ip6tables') !== false || !property) return;
    yield {
      range: property.range,
      message: 'containers with an IPv6 address can be reached on every port; take this out',
      fixes: removeKey(file, property),
    };
  },
});
