// A script makes a swarm whose keys lie open on the disks of its managers.
import { scriptRule } from '../../rule/rule';
import { askedTo } from '../../script/script-command';
import { readArguments } from '../../shell/options';

export default scriptRule({
  id: 'swarm-not-locked',
  title: 'Swarm without a lock',
  severity: 'hint',
  confidence: 'high',
  category: 'secrets',
  recommended: false,
  reportsAbsence: true,
  references: [{ cis: '7.5' }, { cwe: 311 }],
  docs: {
    why: 'The managers of a swarm keep its keys on their disks, those that its secrets are encrypted with among them. With `--autolock` they are encrypted, and a manager that starts anew asks for the key: a stolen disk or backup gives nobody the swarm.',
    bad: '#!/bin/sh\ndocker swarm init --advertise-addr 10.0.0.2\n',
    good: '#!/bin/sh\ndocker swarm init --autolock --advertise-addr 10.0.0.2\n',
    limits: 'A hint. A later `docker swarm update --autolock` in the same file counts as well.',
  },
  *command(script) {
    const request = askedTo(script, 'swarm init');
    const [swarm, init] = request?.verbs ?? [];
    if (!request || !swarm || !init) return;
    // It takes no operands: one is a variable that may hold options.
    if (readArguments(request.args, INIT).operands.length > 0) return;
    const isLocked = script.script.commands.some(({ args }) => args.some(({ value = '' }) => LOCK.test(value)));
    if (isLocked) return;
    yield {
      range: script.rangeOf({ start: swarm.start, end: init.end }),
      message: 'the keys of this swarm lie open on the disks of its managers; add --autolock',
    };
  },
});

const LOCK = /^--autolock(?:=true)?$/;
const INIT = {
  long: new Set(
    '--advertise-addr --availability --cert-expiry --data-path-addr --data-path-port --default-addr-pool --default-addr-pool-mask-length --dispatcher-heartbeat --external-ca --listen-addr --max-snapshots --snapshot-interval --task-history-limit'.split(
      ' ',
    ),
  ),
};
