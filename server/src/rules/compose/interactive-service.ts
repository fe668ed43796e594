// A terminal that stays open.
import { booleanOf, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { takeOut } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'interactive-service',
  title: 'Terminal stays open',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ cwe: 489 }],
  docs: {
    why: '`stdin_open` with `tty` keeps a terminal to the service open. Who may attach to the container has it.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    stdin_open: true\n    tty: true\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    tty: true\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const [input, terminal] = [valueOf(service, 'stdin_open'), valueOf(service, 'tty')];
    if (!input || !isHere(service, input) || booleanOf(input) !== true || booleanOf(terminal) !== true) return;
    yield {
      range: placeOf(service, input),
      message: 'a terminal to this service stays open; keep it to development',
      fixes: takeOut(service, ['stdin_open'], 'stdin_open'),
    };
  },
});
