// A script gives a container the socket of the engine.
import { socketIn } from '../../compose/host-paths';
import { scriptRule } from '../../rule/rule';
import { takeOption } from '../../rule/run-fixes';
import { isTrue, optionsNamed } from '../../script/container-run';
import { mountsOfRun } from '../../script/run-mounts';

export default scriptRule({
  id: 'docker-run-socket',
  title: 'Command gives a container the socket of the engine',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.32' }, { cwe: 250 }],
  docs: {
    why: 'Who may write to the socket of the engine starts containers, and one of these may have the whole disk of the host: a container with the socket is root on the host. `:ro` changes nothing of that: it protects the file, not what is said through it.',
    bad: '#!/bin/sh\ndocker run -v /var/run/docker.sock:/var/run/docker.sock docker:29.0.0 ps\n',
    good: '#!/bin/sh\ndocker run -v "$PWD/data:/data" docker:29.0.0 ps\n',
    limits:
      'A mount whose source is not known counts where it ends at the usual place of the socket. Options in variables count as far as the file sets them.',
  },
  *run(run) {
    for (const option of optionsNamed(run, 'use-api-socket')) {
      if (isTrue(option))
        yield { range: option.range, message: messageOf("the engine's socket"), fixes: takeOption(option) };
    }
    for (const { option, source, target } of mountsOfRun(run)) {
      const path = source ?? (target?.endsWith('.sock') ? target : undefined);
      const what = path === undefined ? undefined : socketIn(path);
      if (what) yield { range: option.range, message: messageOf(what), fixes: takeOption(option) };
    }
  },
});

const messageOf = (what: string): string =>
  `${what} makes this container root on the host; put a proxy before it that lets through what is needed`;
