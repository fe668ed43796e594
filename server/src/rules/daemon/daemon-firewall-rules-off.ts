// The daemon’s firewall rules are switched off.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-firewall-rules-off',
  title: 'The daemon’s firewall rules are switched off',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.4' }, { cwe: 284 }],
  docs: {
    why: 'With `iptables: false` the daemon writes no firewall rules: nothing keeps the networks of containers apart, `icc` and `internal` do nothing, and ports that are published to 127.0.0.1 alone can be reached from elsewhere.',
    bad: '{\n  "iptables": false\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits: 'A firewall of the host that does all of this by itself is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'iptables');
    if (scalarOf(file, 'iptables') !== false || !property) return;
    yield {
      range: property.range,
      message: "without the daemon's firewall rules nothing keeps networks of containers apart; take this out",
      fixes: removeKey(file, property),
    };
  },
});
