// Changed files make a command run in a container.
import { itemsOf, textOf, valueAt, valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'watch-runs-commands',
  title: 'Command on each change',
  severity: 'hint',
  confidence: 'high',
  category: 'hygiene',
  recommended: false,
  references: [{ cwe: 489 }],
  docs: {
    why: '`develop.watch` is for the machine of a developer. With `sync+exec` whoever writes into the folder runs a command in the container.',
    bad: 'services:\n  web:\n    build:\n      context: .\n    develop:\n      watch:\n        - path: ./src\n          action: sync+exec\n          target: /app\n          exec:\n            command: make\n',
    good: 'services:\n  web:\n    build:\n      context: .\n    develop:\n      watch:\n        - path: ./src\n          action: sync\n          target: /app\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },

  *service(service) {
    for (const item of itemsOf(valueOf(service, 'develop', 'watch'))) {
      const action = valueAt(item, 'action');
      if (!action || textOf(action) !== 'sync+exec' || !isHere(service, action)) continue;
      yield {
        range: placeOf(service, action),
        message: 'whoever writes into this folder runs a command in the container; keep it to development',
      };
    }
  },
});
