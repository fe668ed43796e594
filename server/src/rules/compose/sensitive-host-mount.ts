// A folder of the host with what should stay there.

import { harmOf, hostPath, socketIn } from '../../compose/host-paths';
import { mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'sensitive-host-mount',
  title: 'Sensitive folder of the host mounted',
  severity: 'warning',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cis: '5.6' }, { cwe: 200 }, { kics: '1c1325ff-831d-43a1-973e-839ae57dfcc0' }],
  docs: {
    why: 'Keys, logins and logs of the host, or files of the kernel, are in this folder: who takes over the service has them. Mount the one file that is needed.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - ~/.ssh:/home/app/.ssh\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - /etc/localtime:/etc/localtime:ro\n',
    limits:
      '`/etc/localtime` and files like it are left alone, and so are programs, modules of the kernel and most of `/etc` where they are mounted `:ro`. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { node, type, source, isReadOnly } of mountsOf(service)) {
      const path = type === 'bind' && source !== undefined ? hostPath(source) : undefined;
      if (path === undefined || socketIn(path) || !isHere(service, node)) continue;
      if (harmOf(path, isReadOnly) !== 'sensitive') continue;
      yield {
        range: placeOf(service, node),
        message: `'${path}' holds what should stay on the host; take it out, or mount the one file that is needed`,
      };
    }
  },
});
