// Service shares the control groups of the host.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-cgroup',
  title: 'Service shares the control groups of the host',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 668 }],
  docs: {
    why: 'The container sees the control groups of the whole host, and with more rights changes them.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    cgroup: host\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cgroup: private\n',
    limits:
      'Monitoring such as cAdvisor needs it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'cgroup');
    const value = textOf(node)?.toLowerCase();
    if (!node || value === undefined || !isHere(service, node) || value !== 'host') return;
    yield {
      range: placeOf(service, node),
      message: 'this service sees the control groups of the whole host; take it out',
      fixes: takeOut(service, ['cgroup'], 'cgroup'),
    };
  },
});
