// Paths of the kernel are not masked.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'systempaths-unconfined',
  title: 'Paths of the kernel are not masked',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cwe: 732 }],
  docs: {
    why: 'Docker hides parts of `/proc` and `/sys` from containers and makes others read-only, because root can change the host through them. `systempaths=unconfined` opens all of them.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - systempaths=unconfined\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:true\n',
    limits:
      'Builders without root (BuildKit, bubblewrap) need it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (!(name === 'systempaths' && value === 'unconfined') || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'root in this container may change the kernel through /proc and /sys; take it out',
        fixes: takeOut(service, ['security_opt', place], name),
      };
    }
  },
});
