// Traffic between all containers of the default bridge allowed.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-icc-enabled',
  title: 'Traffic between all containers of the default bridge allowed',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.2' }, { cwe: 668 }],
  docs: {
    why: 'With `icc` every container on the default bridge reaches every port of every other one there, published or not. One that is taken over can try the next. Containers that belong together should share a network of their own.',
    bad: '{\n  "icc": true\n}\n',
    good: '{\n  "icc": false\n}\n',
    limits:
      'Only the default bridge is meant: networks that users make have an option of their own, `enable_icc`. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'icc');
    if (scalarOf(file, 'icc') !== true || !property) return;
    yield {
      range: property.range,
      message:
        'every container of the default bridge reaches all others; write false, and give those that belong together a network',
      fixes: setKey(property, false),
    };
  },
});
