// Hardening that another setting takes back.
import { booleanOf, type Service, valueOf } from '../../compose/model';
import type { Node } from '../../compose/node';
import { isHere, isOwn, placeOf } from '../../compose/place';
import { capabilitiesOf } from '../../compose/security';
import { composeRule } from '../../rule/rule';
import type { Range } from '../../text/range';

export default composeRule({
  id: 'contradictory-hardening',
  title: 'Hardening without effect',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  alsoReports: ['privileged-service'],
  references: [{ cis: '5.5' }, { cwe: 1188 }],
  docs: {
    why: 'A privileged service has all capabilities, whatever `cap_drop` says. `cap_add: [ALL]` gives back what `cap_drop` takes. The service looks hardened and is not.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    privileged: true\n    cap_drop: [ALL]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    cap_drop: [ALL]\n    cap_add: [CHOWN]\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const drop = valueOf(service, 'cap_drop');
    const isPrivileged = booleanOf(valueOf(service, 'privileged')) === true;
    const [dropped] = capabilitiesOf(service, 'cap_drop');
    const addsAll = capabilitiesOf(service, 'cap_add').some(({ name }) => name === 'ALL');
    if (drop && dropped && (isPrivileged || addsAll) && isHere(service, drop)) {
      yield {
        range: keyOf(service, drop),
        message: `'cap_drop' has no effect beside ${isPrivileged ? "'privileged: true'" : "'cap_add: [ALL]'"}; take the latter out`,
      };
    }
  },
});

const keyOf = (service: Service, node: Node): Range =>
  isOwn(service, node) ? node.origin.key : placeOf(service, node);
