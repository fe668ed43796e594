// Traffic between containers of the default bridge is not restricted.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-icc-default',
  title: 'Traffic between containers of the default bridge is not restricted',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.2' }],
  docs: {
    why: 'Without `icc: false` every container on the default bridge reaches every port of every other one there.',
    bad: '{\n  "log-driver": "local"\n}\n',
    good: '{\n  "log-driver": "local",\n  "icc": false\n}\n',
    limits:
      'Networks that users make are not touched by it. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root || propertyOf(file, 'icc')) return;
    yield {
      range: placeOfMissing(root.range),
      message: '\'icc\' is not set: every container of the default bridge reaches all others; add "icc": false',
      fixes: addKey(file, 'icc', false),
    };
  },
});
