// Containers share the host’s cgroup namespace by default.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-cgroup-namespace-host',
  title: 'Containers share the host’s cgroup namespace by default',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 668 }],
  docs: {
    why: 'Containers then see the control groups of the whole host, and with more rights may change them.',
    bad: '{\n  "default-cgroupns-mode": "host"\n}\n',
    good: '{\n  "default-cgroupns-mode": "private"\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'default-cgroupns-mode');
    if (scalarOf(file, 'default-cgroupns-mode') !== 'host' || !property) return;
    yield {
      range: property.range,
      message: 'containers see the control groups of the whole host; take this out',
      fixes: removeKey(file, property),
    };
  },
});
