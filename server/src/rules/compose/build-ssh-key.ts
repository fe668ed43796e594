// A build is given keys of SSH.
import { buildOf } from '../../compose/build';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'build-ssh-key',
  title: 'SSH keys for a build',
  severity: 'hint',
  confidence: 'high',
  category: 'secrets',
  recommended: true,
  references: [{ cwe: 522 }],
  docs: {
    why: 'A key in the folder of the project is shared with everybody who has the project, and lands in the image where `COPY .` is used. `default` hands all keys of the agent to a build: each step that mounts them can use any of them while it runs.',
    bad: 'services:\n  web:\n    build:\n      context: .\n      ssh: [deploy=./keys/id_ed25519]\n',
    good: 'services:\n  web:\n    build:\n      context: .\n      ssh: [deploy=~/.ssh/deploy_key]\n',
    limits:
      'A key inside the project is an error, the whole agent a hint. Whether git tracks the key is not looked at.',
  },

  *service(service) {
    for (const { name, value, node } of buildOf(service)?.ssh ?? []) {
      if (!isHere(service, node)) continue;
      const isInside = value !== undefined && /^(?:\.\/)?[\w-][\w./-]*$/.test(value) && !value.includes('..');
      if (isInside) {
        yield {
          range: placeOf(service, node),
          severity: 'error',
          message: `the key '${value}' lies in the project, for all who have it; keep it elsewhere`,
        };
      } else if (name === 'default' && (value === undefined || value === '')) {
        yield {
          range: placeOf(service, node),
          message: 'this build may use all keys of the agent; name the one that it needs',
        };
      }
    }
  },
});
