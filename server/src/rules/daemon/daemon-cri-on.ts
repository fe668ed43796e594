// containerd’s CRI plugin is switched on.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-cri-on',
  title: 'containerd’s CRI plugin is switched on',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cwe: 749 }],
  docs: {
    why: 'The CRI plugin is a second interface to start containers with, meant for Kubernetes. Whoever reaches the socket of containerd can then use it past the rules of Docker.',
    bad: '{\n  "cri-containerd": true\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'cri-containerd');
    if (scalarOf(file, 'cri-containerd') !== true || !property) return;
    yield {
      range: property.range,
      message: 'this opens a second interface to start containers with; take it out where no Kubernetes uses it',
      fixes: removeKey(file, property),
    };
  },
});
