// Metrics that other machines can read.
import { hostAndPort, isLoopback } from '../../daemon/addresses';
import { propertyOf, scalarOf } from '../../daemon/model';
import { setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-metrics-exposed',
  title: 'Metrics open to other machines',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 306 }],
  docs: {
    why: 'The metrics ask for no password. They tell what runs on the host, and how much.',
    bad: '{\n  "metrics-addr": "0.0.0.0:9323"\n}\n',
    good: '{\n  "metrics-addr": "127.0.0.1:9323"\n}\n',
    limits: 'A firewall before the port is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'metrics-addr');
    const address = scalarOf(file, 'metrics-addr');
    if (!property || typeof address !== 'string' || address === '') return;
    const { host, port } = hostAndPort(address);
    if (isLoopback(host)) return;
    yield {
      range: property.range,
      message: 'everybody who reaches this port reads the metrics; listen on 127.0.0.1',
      fixes: setKey(property, `127.0.0.1:${port || '9323'}`),
    };
  },
});
