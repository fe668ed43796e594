// A script publishes a port on every address of the host.
import { isAddress } from '../../compose/addresses';
import { scriptRule } from '../../rule/rule';
import { isTrue, optionsNamed, type RunOption } from '../../script/container-run';
import { HOLE } from '../../script/contents';

export default scriptRule({
  id: 'docker-run-port-on-all-interfaces',
  title: 'Command publishes a port on every address',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '5.14' }, { cwe: 668 }],
  docs: {
    why: 'A port that is published without an address is open on all addresses of the host, past its firewall as well: Docker writes its own rules before those. Where a proxy on the same host, or you alone, need it, publish it on `127.0.0.1`.',
    bad: '#!/bin/sh\ndocker run -p 8080:80 nginx:1.29.1\n',
    good: '#!/bin/sh\ndocker run -p 127.0.0.1:8080:80 nginx:1.29.1\n',
    limits:
      'A service that is meant for the world needs it so. A port that a variable holds, address and all, is unknown.',
  },
  *run(run) {
    for (const option of optionsNamed(run, 'publish-all')) {
      if (isTrue(option))
        yield {
          range: option.range,
          message: 'every port of the image is open on every address; publish what is needed',
        };
    }
    for (const option of optionsNamed(run, 'publish')) {
      if (isPublic(option)) yield { range: option.range, message };
    }
  },
});

const message = 'everybody who reaches the host reaches this port; publish it on 127.0.0.1 unless that is meant';

/** `[IP:][host:]container[/protocol]` */
function isPublic({ value }: RunOption): boolean {
  const parts = value.split(':');
  if (parts.length === 1) return /^\d+(?:-\d+)?(?:\/\w+)?$/.test(value);
  const address = parts
    .slice(0, -2)
    .join(':')
    .replace(/^\[(.*)\]$/, '$1');
  if (address === '') return !(parts.length === 2 && parts[0]?.includes(HOLE) && parts[0] !== HOLE);
  return isAddress(address) && /^(?:0\.0\.0\.0|::)$/.test(address);
}
