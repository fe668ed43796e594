// A temporary file system that programs run from.
import { tmpfsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'tmpfs-runs-programs',
  title: 'Temporary file system with programs',
  severity: 'info',
  confidence: 'high',
  category: 'filesystem',
  recommended: false,
  references: [{ cwe: 732 }],
  docs: {
    why: 'Docker mounts tmpfs with noexec, nosuid and nodev. An option that takes one of these back lets an attacker run what he has put there.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    tmpfs: ["/tmp:exec,size=64m"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    tmpfs: ["/tmp:size=64m"]\n',
    limits:
      'Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, options } of tmpfsOf(service)) {
      const found = options.find((option) => option === 'exec' || option === 'suid' || option === 'dev');
      if (!found || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        message: `'${found}' takes back what protects this file system; take it out`,
      };
    }
  },
});
