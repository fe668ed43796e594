// Capabilities are not dropped.
import { booleanOf, type Service, valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import { capabilitiesOf } from '../../compose/security';
import { runsOnWindows } from '../../compose/windows';
import { addKeys, addToList } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'capabilities-not-dropped',
  title: 'Capabilities are not dropped',
  severity: 'hint',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.4' }, { cwe: 250 }],
  docs: {
    why: 'Docker gives each container fourteen capabilities. Most services need none of them. `cap_drop: [ALL]` takes them away; what a service does need comes back by `cap_add`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cap_drop:\n      - ALL\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. An image whose start changes owners or users needs CHOWN, SETUID and SETGID back.',
  },
  *service(service) {
    if (
      service.isPartial ||
      !isOwnService(service) ||
      runsOnWindows(service) ||
      capabilitiesOf(service, 'cap_drop').some(({ name }) => name === 'ALL')
    )
      return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' keeps all default capabilities; drop them, and add back what it needs`,
      fixes: isVoid(service)
        ? []
        : valueOf(service, 'cap_drop')
          ? addToList(service, 'cap_drop', 'ALL')
          : addKeys(service, 'Add cap_drop: [ALL]', ['cap_drop:', '  - ALL']),
    };
  },
});

/** Nothing can be dropped from a service that is privileged or is given all. */
const isVoid = (service: Service): boolean =>
  booleanOf(valueOf(service, 'privileged')) === true ||
  capabilitiesOf(service, 'cap_add').some(({ name }) => name === 'ALL');
