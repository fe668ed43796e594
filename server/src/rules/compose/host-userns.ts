// Service leaves the user namespace.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { daemonBeside, remapsUsers, saidIn } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-userns',
  title: 'Service leaves the user namespace',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cis: '5.31' }, { cwe: 250 }, { kics: '8af7162d-6c98-482f-868e-0d33fb675ca8' }],
  docs: {
    why: 'Where the daemon maps root of containers to a user without rights (`userns-remap`), this takes the service out of that: root in it is root on the host.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    userns_mode: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Without `userns-remap` in the daemon it does nothing: a warning where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) says it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'userns_mode');
    const value = textOf(node)?.toLowerCase();
    if (!node || value === undefined || !isHere(service, node) || value !== 'host') return;
    yield {
      range: placeOf(service, node),
      message: 'where the daemon remaps users this service is root on the host; take it out',
      fixes: takeOut(service, ['userns_mode'], 'userns_mode'),
    };
  },
  beside(report, _, { uri, files }) {
    const daemon = daemonBeside(uri, files);
    if (!daemon || !remapsUsers(daemon)) return report;
    const related = saidIn(daemon, 'userns-remap', 'the daemon remaps users here');
    return { ...report, severity: 'warning', message: MESSAGE, related };
  },
});

const MESSAGE = 'the daemon remaps users, and root in this service is root on the host all the same; take it out';
