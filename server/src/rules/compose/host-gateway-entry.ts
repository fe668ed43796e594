// A name for the host itself, or for the cloud’s metadata.
import { namedValuesOf } from '../../compose/entries';
import { valueOf } from '../../compose/model';
import { isHere, placeOf } from '../../compose/place';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'host-gateway-entry',
  title: 'Name for the host',
  severity: 'hint',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cwe: 668 }],
  docs: {
    why: 'With `host-gateway` the service reaches what listens on the host, databases of other projects among it. The address 169.254.169.254 gives out credentials of the machine in most clouds.',
    bad: 'services:\n  web:\n    image: nginx:1.31.0\n    extra_hosts: ["host.docker.internal:host-gateway"]\n',
    good: 'services:\n  web:\n    image: nginx:1.31.0\n    extra_hosts: ["db.example.com:10.0.0.5"]\n',
    limits:
      'Usual in development. Values that only a variable of the environment decides are left alone; a default in `${NAME:-value}` counts.',
  },
  *service(service) {
    for (const { text, node } of namedValuesOf(valueOf(service, 'extra_hosts'))) {
      const written = node.kind === 'scalar' ? node.text : text;
      const isMetadata = written.includes('169.254.169.254');
      if ((!isMetadata && !written.includes('host-gateway')) || !isHere(service, node)) continue;
      yield {
        range: placeOf(service, node),
        severity: isMetadata ? 'warning' : 'hint',
        message: isMetadata
          ? "this service reaches the cloud's metadata, and credentials in it"
          : 'this service reaches what listens on the host',
      };
    }
  },
});
