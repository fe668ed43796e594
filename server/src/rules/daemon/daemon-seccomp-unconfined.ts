// No seccomp profile for any container.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-seccomp-unconfined',
  title: 'No seccomp profile for any container',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '2.17' }, { cwe: 693 }],
  docs: {
    why: 'The default profile keeps containers from some forty system calls that no usual program needs and that many ways out of a container begin with. Unconfined takes it from all containers of the host.',
    bad: '{\n  "seccomp-profile": "unconfined"\n}\n',
    good: '{\n  "seccomp-profile": "/etc/docker/seccomp.json"\n}\n',
    limits:
      'What a profile in a file allows is not read. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'seccomp-profile');
    if (scalarOf(file, 'seccomp-profile') !== 'unconfined' || !property) return;
    yield {
      range: property.range,
      message: 'all containers may call every system call; take this out, and the default profile holds',
      fixes: removeKey(file, property),
    };
  },
});
