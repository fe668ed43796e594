// live-restore is switched off.
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-live-restore-off',
  title: 'live-restore is switched off',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '2.15' }],
  docs: {
    why: 'Every restart of the daemon, and so every security update of it, stops all containers. That makes updates late.',
    bad: '{\n  "live-restore": false\n}\n',
    good: '{\n  "live-restore": true\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'live-restore');
    if (scalarOf(file, 'live-restore') !== false || !property) return;
    yield {
      range: property.range,
      message: 'each update of the daemon stops all containers; write true, unless this host is part of a swarm',
      fixes: setKey(property, true),
    };
  },
});
