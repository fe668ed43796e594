// No default limits for the resources of containers.
import { hardenable, placeOfMissing, propertyOf } from '../../daemon/model';
import { addKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-ulimits-missing',
  title: 'No default limits for the resources of containers',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '2.8' }],
  docs: {
    why: 'Without `default-ulimits` containers take over the limits that the daemon itself has, which are high. One that opens files without end takes them from all others.',
    bad: '{\n  "log-driver": "local"\n}\n',
    good: '{\n  "log-driver": "local",\n  "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 64000, "Hard": 64000}}\n}\n',
    limits:
      'The numbers of the quick fix are a beginning. Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const root = hardenable(file);
    if (!root || propertyOf(file, 'default-ulimits')) return;
    yield {
      range: placeOfMissing(root.range),
      message: "'default-ulimits' is not set: containers have the daemon's own limits; add limits that suit them",
      fixes: addKey(file, 'default-ulimits', { nofile: { Name: 'nofile', Soft: 64000, Hard: 64000 } }),
    };
  },
});
