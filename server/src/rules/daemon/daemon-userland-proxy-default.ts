// The userland proxy runs for each published port.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-userland-proxy-default',
  title: 'The userland proxy runs for each published port',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.16' }],
  docs: {
    why: 'For each published port the daemon starts a process of its own, `docker-proxy`, though the kernel can do the same. Behind it containers see the address of the proxy in place of the client’s.',
    bad: '{\n  "log-driver": "local"\n}\n',
    good: '{\n  "log-driver": "local",\n  "userland-proxy": false\n}\n',
    limits:
      'Old kernels, and traffic from the host to itself over IPv6, need the proxy. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root || propertyOf(file, 'userland-proxy')) return;
    yield {
      range: placeOfMissing(root.range),
      message: '\'userland-proxy\' is not set, so a proxy runs for each port; add "userland-proxy": false',
      fixes: addKey(file, 'userland-proxy', false),
    };
  },
});
