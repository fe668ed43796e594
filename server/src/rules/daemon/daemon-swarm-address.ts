// Swarm is told to use every address.
import { propertyOf, scalarOf } from '../../daemon/model';
import { removeKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-swarm-address',
  title: 'Swarm on every address',
  severity: 'info',
  confidence: 'high',
  category: 'network',
  recommended: false,
  references: [{ cis: '7.2' }],
  docs: {
    why: 'The traffic of a swarm belongs on the network of its nodes. Advertised on another one, it can be reached from there.',
    bad: '{\n  "swarm-default-advertise-addr": "0.0.0.0"\n}\n',
    good: '{\n  "swarm-default-advertise-addr": "10.0.0.5"\n}\n',
    limits: 'What a network is for is not seen here.',
  },
  *file(file) {
    const property = propertyOf(file, 'swarm-default-advertise-addr');
    const address = scalarOf(file, 'swarm-default-advertise-addr');
    if (!property || typeof address !== 'string' || !/^(?:0\.0\.0\.0|::)$/.test(address)) return;
    yield {
      range: property.range,
      message: 'write the address or the interface that the nodes share',
      fixes: removeKey(file, property),
    };
  },
});
