// A service is told to run as root.
import { handsOver } from '../../compose/owner-change';
import { isHere, placeOf } from '../../compose/place';
import { userOf } from '../../compose/security';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'service-runs-as-root',
  title: 'Service runs as root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '4.1' }, { cwe: 250 }],
  docs: {
    why: '`user: root` takes back what the image does by itself: who takes over the service is root in the container, and with one more fault on the host.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    user: root\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    user: "1000:1000"\n',
    limits:
      'Images whose start drops root by itself need no `user` at all. A service whose command only gives files their owner is left alone. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const found = userOf(service);
    if (found?.user === undefined || !isHere(service, found.node) || !/^(?:root|0+)$/.test(found.user)) return;
    if (handsOver(service)) return;
    yield {
      range: placeOf(service, found.node),
      message: `'${service.name}' runs as root; take it out, or name a user without rights`,
      fixes: takeOut(service, ['user'], 'user'),
    };
  },
});
