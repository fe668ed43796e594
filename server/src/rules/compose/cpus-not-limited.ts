// No CPU limit.
import { limitOf } from '../../compose/limits';
import { isOwnService } from '../../compose/place';
import { addLimit } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'cpus-not-limited',
  title: 'No CPU limit',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.12' }, { cwe: 770 }, { kics: '6b610c50-99fb-4ef0-a5f3-e312fd945bc3' }],
  docs: {
    why: 'A service without a limit can take all processors of the host from the others.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cpus: "1.0"\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. Limits in `deploy` count as well.',
  },
  *service(service) {
    if (service.isPartial || !isOwnService(service) || limitOf(service, 'cpus')) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' may take all processors of the host; add a limit`,
      fixes: addLimit(service, 'cpus'),
    };
  },
});
