// A script starts a container in a namespace of the host.
import type { Severity } from '../../rule/finding';
import { scriptRule } from '../../rule/rule';
import { takeOption } from '../../rule/run-fixes';

export default scriptRule({
  id: 'docker-run-host-namespace',
  title: 'Command starts a container in a namespace of the host',
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '5.10' }, { cis: '5.16' }, { cis: '5.17' }, { cis: '5.21' }, { cis: '5.31' }, { cwe: 668 }],
  docs: {
    why: 'In the network of the host a container reaches every service that listens on loopback alone; in its process namespace it sees all processes with their environment; with its IPC it reads the memory that they share. Publish the ports that are needed, and leave the rest apart.',
    bad: '#!/bin/sh\ndocker run --network host --pid=host nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run -p 127.0.0.1:8080:80 nginx:1.29.1\n',
    limits: 'Monitoring of a host needs some of them. Options in variables count as far as the file sets them.',
  },
  *run({ options }) {
    for (const option of options) {
      const shared = SHARED.get(option.name);
      if (!shared || !/^(?:name=)?host$/i.test(option.value)) continue;
      const { what, severity } = shared;
      yield { range: option.range, severity, message: `${what}; take --${option.name} out`, fixes: takeOption(option) };
    }
  },
});

const SHARED: ReadonlyMap<string, { readonly what: string; readonly severity: Severity }> = new Map([
  ['network', { severity: 'error', what: "this container reaches all that listens on the host's loopback" }],
  ['pid', { severity: 'error', what: 'this container sees, and as root ends, every process of the host' }],
  ['ipc', { severity: 'error', what: 'this container reads and writes the memory that programs of the host share' }],
  ['userns', { severity: 'warning', what: 'root in this container is root of the host, whatever the daemon remaps' }],
  ['uts', { severity: 'warning', what: 'this container can change the name of the host' }],
  ['cgroupns', { severity: 'warning', what: 'this container sees the control groups of the host' }],
]);
