// A script starts a privileged container.
import { scriptRule } from '../../rule/rule';
import { takeOption } from '../../rule/run-fixes';
import { isTrue, optionsNamed } from '../../script/container-run';

export default scriptRule({
  id: 'docker-run-privileged',
  title: 'Command starts a privileged container',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.5' }, { cwe: 250 }],
  docs: {
    why: 'A privileged container has all capabilities, all devices and no seccomp or AppArmor profile: root in it is root on the host. What a program needs of that is nearly always one capability or one device, by `--cap-add` or `--device`.',
    bad: '#!/bin/sh\ndocker run --privileged nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run --cap-add NET_BIND_SERVICE nginx:1.29.1\n',
    limits:
      'Docker in Docker and programs for the hardware of the host need it. Read are commands of the shell, of Makefiles and of units; texts that are printed are no commands. Options in variables count as far as the file sets them.',
  },
  *run(run) {
    for (const option of optionsNamed(run, 'privileged')) {
      if (!isTrue(option)) continue;
      yield {
        range: option.range,
        message: `root in this container is root on the host; give '${run.what}' the capability or device that it needs`,
        fixes: takeOption(option),
      };
    }
  },
});
