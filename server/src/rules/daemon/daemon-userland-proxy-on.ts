// The userland proxy is switched on.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-userland-proxy-on',
  title: 'The userland proxy is switched on',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '2.16' }],
  docs: {
    why: 'For each published port the daemon starts a process of its own, `docker-proxy`, though the kernel can do the same. Behind it containers see the address of the proxy in place of the client’s.',
    bad: '{\n  "userland-proxy": true\n}\n',
    good: '{\n  "userland-proxy": false\n}\n',
    limits:
      'Old kernels, and traffic from the host to itself over IPv6, need the proxy. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'userland-proxy');
    if (scalarOf(file, 'userland-proxy') !== true || !property) return;
    yield {
      range: property.range,
      message: 'a proxy process runs for each published port; the kernel can do that, write false',
      fixes: setKey(property, false),
    };
  },
});
