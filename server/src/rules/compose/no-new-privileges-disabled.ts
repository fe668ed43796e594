// no-new-privileges is switched off.
import { isHere, placeOf } from '../../compose/place';
import { securityOptionsOf } from '../../compose/security';
import { writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'no-new-privileges-disabled',
  title: 'no-new-privileges is switched off',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.26' }, { cwe: 269 }, { kics: '27fcc7d6-c49b-46e0-98f1-6c082a6a2750' }],
  docs: {
    why: 'A setuid program in the image then gives whoever starts it the rights of root, also where the daemon forbids that for all others.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:false\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    security_opt:\n      - no-new-privileges:true\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, name, value, place } of securityOptionsOf(service)) {
      if (name !== 'no-new-privileges' || value?.toLowerCase() !== 'false' || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: 'setuid programs may gain rights here; write no-new-privileges:true',
        fixes: writeValue(service, ['security_opt', place], 'no-new-privileges:true'),
      };
    }
  },
});
