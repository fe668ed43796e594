// Packets with a mark pass the firewall rules, and the mask lets all pass.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-marked-traffic-accepted',
  title: 'Firewall rules let every packet pass',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: '`bridge-accept-fwmark` lets packets with a mark pass into networks of containers. With the mark 0, or a mask that is 0, that is every packet.',
    bad: '{\n  "bridge-accept-fwmark": "0x0/0x0"\n}\n',
    good: '{\n  "bridge-accept-fwmark": "0x1/0x3"\n}\n',
    limits: 'Who sets the mark is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'bridge-accept-fwmark');
    const value = scalarOf(file, 'bridge-accept-fwmark');
    if (!property || typeof value !== 'string' || value === '') return;
    const [mark, mask] = value.split('/').map(Number);
    if (mark !== 0 && mask !== 0) return;
    yield {
      range: property.range,
      message: 'packets without any mark pass as well; write the mark that is meant',
      fixes: removeKey(file, property),
    };
  },
});
