// Containers stop with the daemon.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-live-restore-missing',
  title: 'Containers stop with the daemon',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.15' }],
  docs: {
    why: 'Without `live-restore` every restart of the daemon, and so every security update of it, stops all containers. That makes updates late.',
    bad: '{\n  "log-driver": "journald"\n}\n',
    good: '{\n  "log-driver": "journald",\n  "live-restore": true\n}\n',
    limits:
      'Silent where the file configures Swarm, which refuses it. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root || propertyOf(file, 'live-restore') || file.root?.properties.some(({ key }) => key.startsWith('swarm-')))
      return;
    yield {
      range: placeOfMissing(root.range),
      message: '\'live-restore\' is not set: each update of the daemon stops all containers; add "live-restore": true',
      fixes: addKey(file, 'live-restore', true),
    };
  },
});
