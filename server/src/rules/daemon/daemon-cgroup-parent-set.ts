// Containers run below another control group than Docker’s own.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-cgroup-parent-set',
  title: 'Containers run below another control group',
  severity: 'info',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '2.10' }],
  docs: {
    why: 'Limits that somebody set on Docker’s own control group do not hold for containers that run below another one.',
    bad: '{\n  "cgroup-parent": "/shared"\n}\n',
    good: '{\n  "exec-opts": ["native.cgroupdriver=systemd"]\n}\n',
    limits: 'A slice of systemd with limits of its own is a good reason for it, and is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'cgroup-parent');
    if (!property || scalarOf(file, 'cgroup-parent') === '') return;
    yield {
      range: property.range,
      message:
        "limits of Docker's own control group do not hold for containers then; take this out unless that is meant",
      fixes: removeKey(file, property),
    };
  },
});
