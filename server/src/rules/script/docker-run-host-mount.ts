// A script mounts a folder of the host that should stay there.
import { harmOf, hostPath, socketIn } from '../../compose/host-paths';
import { scriptRule } from '../../rule/rule';
import { mountsOfRun } from '../../script/run-mounts';

export default scriptRule({
  id: 'docker-run-host-mount',
  title: 'Command mounts a folder of the host that should stay there',
  severity: 'error',
  confidence: 'high',
  category: 'filesystem',
  recommended: true,
  references: [{ cis: '5.6' }, { cwe: 732 }],
  docs: {
    why: 'Who may write to `/`, `/etc`, `/root`, `/boot`, to the data of the engine or of systemd changes what the host runs as root; and in other folders are its keys, logins and logs. Mount the one file or folder that is needed, with `:ro` where reading is enough.',
    bad: '#!/bin/sh\ndocker run -v /etc:/host/etc nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run -v /etc/localtime:/etc/localtime:ro nginx:1.29.1\n',
    limits:
      'By whole parts of the path. What is mounted for reading, or holds keys and logs alone, is a warning. Options in variables count as far as the file sets them.',
  },
  *run(run) {
    for (const { option, source, isReadOnly } of mountsOfRun(run)) {
      const path = source === undefined ? undefined : hostPath(source);
      if (path === undefined || socketIn(path)) continue;
      const harm = harmOf(path, isReadOnly);
      if (!harm) continue;
      yield harm === 'root'
        ? {
            range: option.range,
            message: `who writes to '${path}' is root on the host; mount what is needed of it, or with :ro`,
          }
        : {
            range: option.range,
            severity: 'warning',
            message: `'${path}' holds what should stay on the host; take it out, or mount the one file that is needed`,
          };
    }
  },
});
