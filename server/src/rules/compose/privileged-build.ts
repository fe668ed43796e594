// The build of an image gets rights beyond its sandbox.
import { booleanOf, itemsOf, textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'privileged-build',
  title: 'Privileged build',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.5' }, { cwe: 250 }],
  docs: {
    why: 'A privileged build, or one with the entitlement `security.insecure`, runs every step of the Dockerfile as root with all capabilities and devices of the machine that builds: whoever changes the Dockerfile, or anything that it downloads, owns that machine.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      privileged: true\n',
    good: 'services:\n  web:\n    build:\n      context: .\n',
    limits:
      '`network.host` and devices are warnings. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const node = valueOf(service, 'build', 'privileged');
    if (node && booleanOf(node) === true && isHere(service, node)) {
      yield {
        range: placeOf(service, node),
        message: 'every step of this build has all rights on the machine that builds; take it out',
        fixes: takeOut(service, ['build', 'privileged'], 'privileged'),
      };
    }
    for (const [place, item] of itemsOf(valueOf(service, 'build', 'entitlements')).entries()) {
      const name = textOf(item);
      if (name === undefined || name === '' || !isHere(service, item)) continue;
      yield {
        range: placeOf(service, item),
        severity: name === 'security.insecure' ? 'error' : 'warning',
        message: `'${name}' lets this build out of its sandbox; take it out`,
        fixes: takeOut(service, ['build', 'entitlements', place], name),
      };
    }
  },
});
