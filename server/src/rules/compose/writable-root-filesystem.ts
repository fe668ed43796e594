// Root file system is writable.
import { booleanOf, valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import { runsOnWindows } from '../../compose/windows';
import { addKeys, writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'writable-root-filesystem',
  title: 'Root file system is writable',
  severity: 'hint',
  confidence: 'high',
  category: 'filesystem',
  recommended: false,
  reportsAbsence: true,
  references: [
    { cis: '5.13' },
    { cwe: 732 },
    { semgrep: 'yaml.docker-compose.security.writable-filesystem-service.writable-filesystem-service' },
  ],
  docs: {
    why: 'Who takes over a service can change its programs, or put new ones beside them. With `read_only: true` only volumes and tmpfs can be written to.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    read_only: true\n    tmpfs: [/tmp]\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. A service that writes to other places of its image needs tmpfs or a volume there.',
  },
  *service(service) {
    if (
      service.isPartial ||
      !isOwnService(service) ||
      runsOnWindows(service) ||
      (booleanOf(valueOf(service, 'read_only')) !== false && valueOf(service, 'read_only'))
    )
      return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' can write to its whole file system; add read_only: true, and tmpfs where it writes`,
      fixes: valueOf(service, 'read_only')
        ? writeValue(service, ['read_only'], 'true')
        : addKeys(service, 'Add read_only: true', ['read_only: true']),
    };
  },
});
