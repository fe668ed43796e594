// The kernel may not stop a service that takes all memory.
import { booleanOf, textOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'oom-killer-disabled',
  title: 'Service is spared when memory runs out',
  severity: 'warning',
  confidence: 'high',
  category: 'resources',
  recommended: true,
  references: [{ cis: '5.11' }, { cwe: 770 }],
  docs: {
    why: 'When memory runs out the kernel stops what it can. A service that it must not stop takes others with it, up to the host.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    oom_kill_disable: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    mem_limit: 512m\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const disabled = valueOf(service, 'oom_kill_disable');
    if (disabled && isHere(service, disabled) && booleanOf(disabled) === true) {
      yield {
        range: placeOf(service, disabled),
        message: 'when memory runs out others are stopped in the place of this service; take it out and set a limit',
        fixes: takeOut(service, ['oom_kill_disable'], 'oom_kill_disable'),
      };
    }
    const score = valueOf(service, 'oom_score_adj');
    const number = Number(textOf(score) ?? 0);
    if (!score || !isHere(service, score) || !(number < 0)) return;
    yield {
      range: placeOf(service, score),
      severity: number <= -900 ? 'warning' : 'info',
      message: 'when memory runs out others are stopped before this service; take it out',
      fixes: takeOut(service, ['oom_score_adj'], 'oom_score_adj'),
    };
  },
});
