// Containers share their IPC namespace by default.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-ipc-shareable',
  title: 'Containers share their IPC namespace by default',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.17' }, { cwe: 668 }],
  docs: {
    why: 'With `shareable` every container may join the IPC namespace of another and read what it keeps in shared memory, unless one is started with `--ipc=private`.',
    bad: '{\n  "default-ipc-mode": "shareable"\n}\n',
    good: '{\n  "default-ipc-mode": "private"\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'default-ipc-mode');
    if (scalarOf(file, 'default-ipc-mode') !== 'shareable' || !property) return;
    yield {
      range: property.range,
      message: 'any container may join the IPC namespace of another; take this out',
      fixes: removeKey(file, property),
    };
  },
});
