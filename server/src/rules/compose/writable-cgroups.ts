// Control groups are writable.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'writable-cgroups',
  title: 'Control groups are writable',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.25' }, { cwe: 732 }],
  docs: {
    why: 'A container that may write to control groups can lift its own limits, and on old kernels run a program on the host.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - writable-cgroups=true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:true\n',
    limits:
      'systemd in a container needs it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (!(name === 'writable-cgroups' && (value === '' || value === 'true')) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'this container may lift its own limits; take it out',
        fixes: takeOut(service, ['security_opt', place], name),
      };
    }
  },
});
