// SELinux separation is switched off.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'selinux-disabled',
  title: 'SELinux separation is switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [
    { cis: '5.3' },
    { cwe: 693 },
    { semgrep: 'yaml.docker-compose.security.selinux-separation-disabled.selinux-separation-disabled' },
  ],
  docs: {
    why: 'SELinux labels keep a container that has got out from other files. `label:disable` and the type `spc_t` take them away. For files that are mounted, `:z` or `:Z` on the mount gives the right label.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - label:disable\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - label:type:my_web_t\n',
    limits:
      'Hosts without SELinux ignore it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (
        !(name === 'label' && (value === 'disable' || value === 'type:spc_t' || value === 'type=spc_t')) ||
        !isHere(service, node)
      )
        continue;
      yield {
        range: placeOf(service, node),
        message:
          'without labels SELinux does not keep this container from files of the host; use :z or :Z on its mounts',
        fixes: takeOut(service, ['security_opt', place], name),
      };
    }
  },
});
