// seccomp is switched off.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'seccomp-unconfined',
  title: 'seccomp is switched off',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [
    { cis: '5.22' },
    { cwe: 693 },
    { kics: '404fde2c-bc4b-4371-9747-7054132ac953' },
    { semgrep: 'yaml.docker-compose.security.seccomp-confinement-disabled.seccomp-confinement-disabled' },
  ],
  docs: {
    why: 'The default profile keeps containers from some forty system calls that no usual program needs and that many ways out of a container begin with.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - seccomp=unconfined\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - seccomp=./seccomp.json\n',
    limits:
      'Browsers with a sandbox of their own need more calls; a profile that adds these is better than none. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (!(name === 'seccomp' && value === 'unconfined') || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'every system call is open to this service; take it out, or name a profile of its own',
        fixes: takeOut(service, ['security_opt', place], name),
      };
    }
  },
});
