// Service sees the processes of the host.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-pid',
  title: 'Service sees the processes of the host',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.16' }, { cwe: 668 }, { kics: '4f31dd9f-2cc3-4751-9b53-67e4af83dac0' }],
  docs: {
    why: 'With `pid: host` a container sees all processes of the host with their arguments and environment, and root in it can end them or, with more rights, go into them.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    pid: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    init: true\n',
    limits:
      'Monitoring of a host needs it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'pid');
    const value = textOf(node)?.toLowerCase();
    if (!node || value === undefined || !isHere(service, node) || value !== 'host') return;
    yield {
      range: placeOf(service, node),
      message: `'${service.name}' sees, and as root ends, every process of the host; take it out`,
      fixes: takeOut(service, ['pid'], 'pid'),
    };
  },
});
