// No memory limit.
import { limitOf } from '../../compose/limits';
import { isOwnService } from '../../compose/place';
import { addLimit } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'memory-not-limited',
  title: 'No memory limit',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.11' }, { cwe: 770 }, { kics: 'bb9ac4f7-e13b-423d-a010-c74a1bfbe492' }],
  docs: {
    why: 'A service without a limit can take all memory of the host; the kernel then stops what it finds.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    mem_limit: 512m\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. Limits in `deploy` count as well.',
  },
  *service(service) {
    if (service.isPartial || !isOwnService(service) || limitOf(service, 'memory')) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' may take all memory of the host; add a limit`,
      fixes: addLimit(service, 'memory'),
    };
  },
});
