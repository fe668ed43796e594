// AppArmor is switched off.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'apparmor-unconfined',
  title: 'AppArmor is switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.2' }, { cwe: 693 }],
  docs: {
    why: 'Docker’s AppArmor profile keeps a container from mounting and from writing to files of the kernel.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - apparmor:unconfined\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - apparmor:docker-default\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (!(name === 'apparmor' && value === 'unconfined') || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'without its AppArmor profile the container may mount, and write to files of the kernel; take it out',
        fixes: takeOut(service, ['security_opt', place], name),
      };
    }
  },
});
