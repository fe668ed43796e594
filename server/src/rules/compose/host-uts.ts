// Service shares the host’s name.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-uts',
  title: 'Service shares the host’s name',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cis: '5.21' }, { cwe: 668 }],
  docs: {
    why: 'In the UTS namespace of the host a container with the right capability can change the name of the host.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    uts: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'uts');
    const value = textOf(node)?.toLowerCase();
    if (!node || value === undefined || !isHere(service, node) || value !== 'host') return;
    yield {
      range: placeOf(service, node),
      message: 'this service shares the name of the host; take it out',
      fixes: takeOut(service, ['uts'], 'uts'),
    };
  },
});
