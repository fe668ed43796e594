// Service is privileged.
import { booleanOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'privileged-service',
  title: 'Service is privileged',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [
    { cis: '5.5' },
    { cwe: 250 },
    { kics: 'ae5b6871-7f45-42e0-bb4c-ab300c4d2026' },
    { semgrep: 'yaml.docker-compose.security.privileged-service.privileged-service' },
  ],
  docs: {
    why: 'A privileged container has all capabilities, all devices and no seccomp or AppArmor profile: root in it is root on the host. What a program needs of that is nearly always one capability or one device, by `cap_add` or `devices`.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    privileged: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cap_add: [NET_BIND_SERVICE]\n',
    limits:
      'Docker in Docker and programs for the hardware of the host need it. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'privileged');
    if (!node || !isHere(service, node) || booleanOf(node) !== true) return;
    yield {
      range: placeOf(service, node),
      message: `'${service.name}' is privileged: root in it is root on the host; add the capability or device that it needs instead`,
      fixes: takeOut(service, ['privileged'], 'privileged'),
    };
  },
});
