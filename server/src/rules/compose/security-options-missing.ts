// A service has no security_opt.
import { itemsOf, valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import { runsOnWindows } from '../../compose/windows';
import { addToList } from '../../rule/compose-fixes';
import { setsNoNewPrivileges } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'security-options-missing',
  title: 'No security options',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.2' }, { cwe: 693 }, { kics: '610e266e-6c12-4bca-9925-1ed0cd29742b' }],
  docs: {
    why: '`security_opt` holds what protects a service beside the defaults of the engine: no-new-privileges, a profile of seccomp or AppArmor, a label of SELinux.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:true\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. What the options say is the matter of other rules. Silent where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) sets no-new-privileges for all containers.',
  },

  *service(service) {
    if (service.isPartial || service.isSwarm || !isOwnService(service)) return;
    const options = valueOf(service, 'security_opt');
    if (itemsOf(options).length > 0 || runsOnWindows(service)) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' has no security_opt; add no-new-privileges:true`,
      fixes: options ? [] : addToList(service, 'security_opt', 'no-new-privileges:true'),
    };
  },
  beside: (report, _, { uri, files }) => (setsNoNewPrivileges(uri, files) ? undefined : report),
});
