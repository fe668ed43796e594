// SELinux support is switched off.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-selinux-off',
  title: 'SELinux support is switched off',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cwe: 693 }],
  docs: {
    why: 'On a host with SELinux the labels keep a container that has got out from reading other files. `selinux-enabled: false` says that containers get none.',
    bad: '{\n  "selinux-enabled": false\n}\n',
    good: '{\n  "selinux-enabled": true\n}\n',
    limits: 'Whether the host has SELinux is not seen here; where it has not, this does nothing.',
  },
  *file(file) {
    const property = propertyOf(file, 'selinux-enabled');
    if (scalarOf(file, 'selinux-enabled') !== false || !property) return;
    yield {
      range: property.range,
      message: 'containers get no SELinux labels; on a host with SELinux write true',
      fixes: setKey(property, true),
    };
  },
});
