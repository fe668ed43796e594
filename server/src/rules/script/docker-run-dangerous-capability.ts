// A script gives a container a capability that leads to the host.
import { REACH_OF_CAPABILITY, type Reach } from '../../compose/capabilities';
import type { Severity } from '../../rule/finding';
import { scriptRule } from '../../rule/rule';
import { takeOption } from '../../rule/run-fixes';
import { optionsNamed } from '../../script/container-run';

export default scriptRule({
  id: 'docker-run-dangerous-capability',
  title: 'Command gives a container a dangerous capability',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.4' }, { cwe: 250 }],
  docs: {
    why: 'With `SYS_ADMIN`, `SYS_MODULE`, `SYS_RAWIO`, `DAC_READ_SEARCH`, `SYS_PTRACE` or `BPF` root in a container has known ways to the host; `NET_ADMIN` and others reach beyond the container as well. Capabilities that Docker gives to every container anyway are not meant.',
    bad: '#!/bin/sh\ndocker run --cap-add SYS_ADMIN nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run --cap-drop ALL --cap-add NET_BIND_SERVICE nginx:1.29.1\n',
    limits: 'Options in variables count as far as the file sets them.',
  },
  *run(run) {
    for (const option of optionsNamed(run, 'cap-add')) {
      for (const name of option.value.toUpperCase().split(',')) {
        const capability = name.trim().replace(/^CAP_/, '');
        const reach = REACH_OF_CAPABILITY.get(capability);
        if (!reach) continue;
        yield {
          range: option.range,
          severity: SEVERITY[reach],
          message:
            capability === 'ALL'
              ? 'with all capabilities root in the container is root on the host; add the one that is needed'
              : `'${capability}' gives root in the container a way beyond it; take it out unless the program needs it`,
          fixes: takeOption(option),
        };
      }
    }
  },
});

const SEVERITY: Readonly<Record<Reach, Severity>> = { host: 'error', beyond: 'warning', nuisance: 'info' };
