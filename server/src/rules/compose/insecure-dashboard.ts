// A dashboard without a password.

import { isHere, placeOf } from '../../compose/place';
import { commandOf } from '../../compose/words';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'insecure-dashboard',
  title: 'Dashboard without a password',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 306 }],
  docs: {
    why: 'The dashboard shows, and some let change, where requests go. Whoever reaches its port may do that.',
    bad: 'services:\n  proxy:\n    image: traefik:v3.5.0\n    command: ["--api.insecure=true"]\n',
    good: 'services:\n  proxy:\n    image: traefik:v3.5.0\n    command: ["--api.dashboard=true"]\n',
    limits:
      'Traefik’s and a few others’ options are known. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    const words = commandOf(service);
    if (!words || !isHere(service, words.node)) return;
    const found = words.words.find((word) =>
      /^--(?:api\.insecure(?:=true)?|serversTransport\.insecureSkipVerify(?:=true)?|enable-insecure-dashboard|disable-auth)$/i.test(
        word,
      ),
    );
    if (found)
      yield {
        range: placeOf(service, words.node),
        message: `'${found}' lets in whoever reaches the port; take it out`,
      };
  },
});
