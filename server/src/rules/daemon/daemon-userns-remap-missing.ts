// No user namespaces for containers.
import { hardenable, placeOfMissing, propertyOf, scalarOf } from '../../daemon/model';
import { addKey, setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-userns-remap-missing',
  title: 'No user namespaces for containers',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.9' }, { cwe: 250 }],
  docs: {
    why: 'Without `userns-remap` root in a container is root on the host once it gets out. With it, it is a user without rights there. Rootless mode does the same for the daemon as a whole.',
    bad: '{\n  "log-driver": "local"\n}\n',
    good: '{\n  "log-driver": "local",\n  "userns-remap": "default"\n}\n',
    limits:
      'It moves the data folder, so that images and volumes made before are not seen, and containers that are privileged or share namespaces of the host need `userns_mode: host`. Silent where `rootless` is set. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    const property = propertyOf(file, 'userns-remap');
    if (!root || (property && scalarOf(file, 'userns-remap') !== '') || scalarOf(file, 'rootless') === true) return;
    yield {
      range: property?.range ?? placeOfMissing(root.range),
      message: '\'userns-remap\' is not set: root in a container is root on the host; add "userns-remap": "default"',
      fixes: property ? setKey(property, 'default') : addKey(file, 'userns-remap', 'default'),
    };
  },
});
