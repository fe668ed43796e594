// A script switches off what confines a container.
import type { Severity } from '../../rule/finding';
import { scriptRule } from '../../rule/rule';
import { takeOption } from '../../rule/run-fixes';
import { optionsNamed } from '../../script/container-run';

export default scriptRule({
  id: 'docker-run-unconfined',
  title: 'Command switches off what confines a container',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.2' }, { cis: '5.3' }, { cis: '5.22' }, { cis: '5.26' }, { cwe: 693 }],
  docs: {
    why: 'seccomp keeps containers from system calls that no usual program needs and that many ways out of a container begin with; AppArmor and SELinux keep them from files and mounts of the host; masked paths hide what the kernel tells. Each is there for the day when a program is taken over. A profile that allows the one thing more that is needed is better than none.',
    bad: '#!/bin/sh\ndocker run --security-opt seccomp=unconfined nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run --security-opt seccomp=./seccomp.json --security-opt no-new-privileges nginx:1.29.1\n',
    limits: 'Options in variables count as far as the file sets them.',
  },
  *run(run) {
    for (const option of optionsNamed(run, 'security-opt')) {
      const said = SAID.find(([pattern]) => pattern.test(option.value));
      if (!said) continue;
      const [, severity, message] = said;
      yield { range: option.range, severity, message, fixes: takeOption(option) };
    }
  },
});

const SAID: readonly (readonly [pattern: RegExp, severity: Severity, message: string])[] = [
  [
    /^seccomp[=:]\s*unconfined$/i,
    'error',
    'every system call is open to this container; take it out, or name a profile',
  ],
  [/^apparmor[=:]\s*unconfined$/i, 'error', 'AppArmor confines this container no more; take it out, or name a profile'],
  [
    /^label[=:](?:disable|type:(?:spc_t|unconfined_t))$/i,
    'error',
    'SELinux confines this container no more; take it out',
  ],
  [
    /^systempaths[=:]\s*unconfined$/i,
    'error',
    'paths of the kernel that are hidden from containers are open here; take it out',
  ],
  [/^unmask[=:]\s*ALL$/i, 'error', 'paths of the kernel that are hidden from containers are open here; take it out'],
  [/^writable-cgroups(?:[=:]true)?$/i, 'warning', 'this container may write to its control groups; take it out'],
  [/^no-new-privileges[=:]false$/i, 'warning', 'setuid programs may give more rights here; take it out'],
];
