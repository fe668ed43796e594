// No init process.
import { valueOf } from '../../compose/model';
import { isOwnService } from '../../compose/place';
import { addKeys } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'init-missing',
  title: 'No init process',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  reportsAbsence: true,
  references: [],
  docs: {
    why: 'The first process of a container gets the ended children of all others. A program that does not expect that leaves them lying, until no process can be started.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Reported on what holds in the end, so that `extends`, anchors and override files count. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts. Images with an init of their own (tini, s6, dumb-init) need none; that is not seen here.',
  },
  *service(service) {
    if (service.isPartial || !isOwnService(service) || valueOf(service, 'init')) return;
    yield {
      range: service.nameRange,
      message: `'${service.name}' has no init process; add init: true where it starts other programs`,
      fixes: addKeys(service, 'Add init: true', ['init: true']),
    };
  },
});
