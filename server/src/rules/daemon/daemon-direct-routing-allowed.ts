// Containers can be reached past their published ports.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-direct-routing-allowed',
  title: 'Containers can be reached past their published ports',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: 'Other machines may then reach the published ports of containers by the containers’ own addresses. A port that is published to 127.0.0.1 alone is open to them.',
    bad: '{\n  "allow-direct-routing": true\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'allow-direct-routing');
    if (scalarOf(file, 'allow-direct-routing') !== true || !property) return;
    yield {
      range: property.range,
      message: "ports published to 127.0.0.1 are open to other machines by the container's own address; take this out",
      fixes: removeKey(file, property),
    };
  },
});
