// A service that is started again without end.
import { textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { writeValue } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'restart-without-end',
  title: 'Restart without end',
  severity: 'hint',
  confidence: 'high',
  category: 'resources',
  recommended: false,
  references: [{ cis: '5.15' }, { kics: '2fc99041-ddad-49d5-853f-e35e70a48391' }],
  docs: {
    why: 'A service that fails at its start is started again and again, and takes the host’s time with it. `on-failure:5` gives up.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    restart: always\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    restart: on-failure:5\n',
    limits:
      'Most want exactly that; it is a number of the CIS benchmark. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const node = valueOf(service, 'restart');
    const text = textOf(node);
    if (
      node &&
      isHere(service, node) &&
      text !== undefined &&
      /^(?:always|unless-stopped|on-failure(?::(?:[06-9]|\d\d+))?)$/.test(text)
    ) {
      yield {
        range: placeOf(service, node),
        message: 'a service that fails is started again without end; on-failure:5 gives up',
        fixes: writeValue(service, ['restart'], 'on-failure:5'),
      };
    }
    const attempts = valueOf(service, 'deploy', 'restart_policy', 'max_attempts');
    const condition = valueOf(service, 'deploy', 'restart_policy', 'condition');
    const found = attempts ?? condition;
    if (!found || !isHere(service, found) || textOf(condition) === 'none' || textOf(attempts) === '5') return;
    yield {
      range: placeOf(service, found),
      message: 'a service that fails is started again too often; max_attempts: 5 gives up',
    };
  },
});
