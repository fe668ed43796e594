// no-new-privileges is not set.
import { isOwnService } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { runsOnWindows } from '../../compose/windows';
import { addToList } from '../../rule/compose-fixes';
import { setsNoNewPrivileges } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'no-new-privileges-missing',
  title: 'no-new-privileges is not set',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  reportsAbsence: true,
  references: [
    { cis: '5.26' },
    { cwe: 269 },
    { kics: '27fcc7d6-c49b-46e0-98f1-6c082a6a2750' },
    { semgrep: 'yaml.docker-compose.security.no-new-privileges.no-new-privileges' },
  ],
  docs: {
    why: 'Without it a setuid program in the image gives whoever starts it the rights of root. Hardly a service needs that.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:true\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. sudo and other setuid programs stop to work with it. Silent where the daemon.json beside the Compose file (`daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`) sets it for all containers.',
  },
  *service(service) {
    if (
      service.isPartial ||
      !isOwnService(service) ||
      runsOnWindows(service) ||
      service.isSwarm ||
      securityOptionsOf(service).some(({ name }) => name === 'no-new-privileges')
    )
      return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' lets setuid programs gain rights; add no-new-privileges:true`,
      fixes: addToList(service, 'security_opt', 'no-new-privileges:true'),
    };
  },
  beside: (report, _, { uri, files }) => (setsNoNewPrivileges(uri, files) ? undefined : report),
});
