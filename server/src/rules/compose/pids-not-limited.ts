// No limit on processes.
import { limitOf } from '../../compose/limits';
import { isOwnService } from '../../compose/place';
import { runsOnWindows } from '../../compose/windows';
import { addLimit } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'pids-not-limited',
  title: 'No limit on processes',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '5.29' }, { cwe: 770 }, { kics: '221e0658-cb2a-44e3-b08a-db96a341d6fa' }],
  docs: {
    why: 'A service without a limit can start processes until no other can start one.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    pids_limit: 256\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. Limits in `deploy` count as well.',
  },
  *service(service) {
    if (service.isPartial || !isOwnService(service) || limitOf(service, 'pids') || runsOnWindows(service)) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' may start processes until no other can; add a limit`,
      fixes: addLimit(service, 'pids'),
    };
  },
});
