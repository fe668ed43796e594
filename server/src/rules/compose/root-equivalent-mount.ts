// A folder that whoever writes to it is root on the host by.

import { harmOf, hostPath, socketIn } from '../../compose/host-paths';
import { mountsOf } from '../../compose/mounts';
import { isHere, placeOf } from '../../compose/place';
import { readOnlyMount } from '../../rule/compose-fixes';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'root-equivalent-mount',
  title: 'Folder of the host that makes root',
  severity: 'error',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  supersedes: ['sensitive-host-mount'],
  references: [{ cis: '5.6' }, { cwe: 732 }, { kics: '1c1325ff-831d-43a1-973e-839ae57dfcc0' }],
  docs: {
    why: 'Who may write to `/`, `/etc`, `/root`, `/boot`, to the data of the engine or of systemd changes what the host runs as root. Mount the one file or folder that is needed, and with `:ro` where reading is enough.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - /etc:/host/etc\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    volumes:\n      - /etc/ssl/certs:/etc/ssl/certs:ro\n',
    limits:
      'By whole parts of the path. What a program keeps below `/etc` or `/root` is not meant. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const [place, { node, type, source, isReadOnly }] of mountsOf(service).entries()) {
      const path = type === 'bind' && source !== undefined ? hostPath(source) : undefined;
      if (path === undefined || harmOf(path, isReadOnly) !== 'root' || socketIn(path) || !isHere(service, node))
        continue;
      yield {
        range: placeOf(service, node),
        message: `who writes to '${path}' is root on the host; mount what is needed of it, or with :ro`,
        fixes: readOnlyMount(service, place),
      };
    }
  },
});
