// A service runs below another control group.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'cgroup-parent-set',
  title: 'Service runs below another control group',
  severity: 'info',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '5.25' }, { kics: '4d9f44c6-2f4a-4317-9bb5-267adbea0232' }],
  docs: {
    why: 'Limits on Docker’s own control group do not hold for a container that runs below another one.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    cgroup_parent: /shared\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    mem_limit: 256m\n',
    limits:
      'A slice of systemd with limits of its own is a good reason for it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'cgroup_parent');
    if (!node || !isHere(service, node) || textOf(node) === '') return;
    yield {
      range: placeOf(service, node),
      message: "limits of Docker's own control group do not hold here; take it out unless that is meant",
      fixes: takeOut(service, ['cgroup_parent'], 'cgroup_parent'),
    };
  },
});
