// A hook that runs with more rights than its service.
import { booleanOf, itemsOf, textOf, valueAt, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'privileged-lifecycle-hook',
  title: 'Hook with the rights of root',
  severity: 'warning',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.23' }, { cwe: 250 }],
  docs: {
    why: 'Hooks run in the container, after it has started or before it stops. One that is privileged or runs as root has rights that the service itself was not given.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    user: "1000:1000"\n    post_start:\n      - command: ["./seed.sh"]\n        privileged: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    user: "1000:1000"\n    post_start:\n      - command: ["./seed.sh"]\n',
    limits:
      'A hook that gives files of a volume to the user of the service has to run as root. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const key of ['post_start', 'pre_stop'] as const) {
      for (const [place, hook] of itemsOf(valueOf(service, key)).entries()) {
        const privileged = valueAt(hook, 'privileged');
        if (privileged && isHere(service, privileged) && booleanOf(privileged) === true) {
          yield {
            range: placeOf(service, privileged),
            message: 'this hook has all rights of the host; take it out',
            fixes: takeOut(service, [key, place, 'privileged'], 'privileged'),
          };
        }
        const user = valueAt(hook, 'user');
        if (!user || !isHere(service, user) || !/^(?:root|0)(?::.*)?$/.test(textOf(user) ?? '')) continue;
        yield {
          range: placeOf(service, user),
          message: 'this hook runs as root in the container; name the user of the service where that is enough',
        };
      }
    }
  },
});
