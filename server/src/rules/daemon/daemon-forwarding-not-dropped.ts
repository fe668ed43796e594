// Packets are forwarded for everybody.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-forwarding-not-dropped',
  title: 'Packets are forwarded for everybody',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: 'The daemon switches forwarding on, and for that reason sets the policy for forwarded packets to drop. With `ip-forward-no-drop` it does not: the host then routes for whoever sends packets to it, into networks of containers as well.',
    bad: '{\n  "ip-forward-no-drop": true\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'ip-forward-no-drop');
    if (scalarOf(file, 'ip-forward-no-drop') !== true || !property) return;
    yield {
      range: property.range,
      message: 'the host then forwards packets of anybody, into container networks too; take this out',
      fixes: removeKey(file, property),
    };
  },
});
