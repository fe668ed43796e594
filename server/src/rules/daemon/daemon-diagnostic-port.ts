// The network diagnosis server is switched on.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-diagnostic-port',
  title: 'Network diagnosis is switched on',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 489 }],
  docs: {
    why: 'On this port the daemon answers, without a password, what it knows of its networks, and takes entries for them. It is for the search of a fault.',
    bad: '{\n  "network-diagnostic-port": 2000\n}\n',
    good: '{\n  "mtu": 1450\n}\n',
    limits: '',
  },
  *file(file) {
    const property = propertyOf(file, 'network-diagnostic-port');
    const port = scalarOf(file, 'network-diagnostic-port');
    if (!property || typeof port !== 'number' || port === 0) return;
    yield {
      range: property.range,
      message: 'this server takes changes to networks without a password; take it out when the search is over',
      fixes: removeKey(file, property),
    };
  },
});
