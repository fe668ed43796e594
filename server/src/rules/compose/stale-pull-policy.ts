// A tag that moves is never pulled again.
import { imageOf } from '../../compose/image';
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { isFloating } from '../../image/floating';
import { writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'stale-pull-policy',
  title: 'Image is never renewed',
  severity: 'hint',
  confidence: 'high',
  category: 'supply-chain',
  recommended: false,
  references: [{ cis: '5.28' }, { cwe: 1104 }],
  docs: {
    why: '`pull_policy: never` and `if_not_present` keep what was pulled first, whatever is published under the tag since: security updates never arrive.',
    bad: 'services:\n  web:\n    image: nginx:1.31\n    pull_policy: if_not_present\n',
    good: 'services:\n  web:\n    image: nginx:1.31\n    pull_policy: always\n',
    limits:
      'A digest names one image for good: nothing is said of it, nor of an image that the file builds itself. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    const node = valueOf(service, 'pull_policy');
    const policy = textOf(node);
    if (!node || (policy !== 'never' && policy !== 'if_not_present' && policy !== 'missing')) return;
    const reference = imageOf(service)?.reference;
    if (valueOf(service, 'build') || reference?.digest !== undefined || !isHere(service, node)) return;
    const isNamed = reference !== undefined && !isFloating(reference.tag ?? '');
    yield {
      range: placeOf(service, node),
      message: `'${policy}' keeps the image that was pulled first, without its updates; pull always, or add a digest`,
      fixes: isNamed ? writeValue(service, ['pull_policy'], 'always') : [],
    };
  },
});
