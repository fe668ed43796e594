// Networks are made without the rules that protect their containers.
import { valueOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-network-unprotected',
  title: 'Networks without protection by default',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cwe: 284 }],
  docs: {
    why: 'In the mode `nat-unprotected` every port of every container can be reached from wherever its address is routed, published or not.',
    bad: '{\n  "default-network-opts": {\n    "bridge": { "com.docker.network.bridge.gateway_mode_ipv4": "nat-unprotected" }\n  }\n}\n',
    good: '{\n  "default-network-opts": {\n    "bridge": { "com.docker.network.bridge.gateway_mode_ipv4": "nat" }\n  }\n}\n',
    limits: 'Networks that exist keep the mode that they were made with.',
  },
  *file(file) {
    const drivers = valueOf(file, 'default-network-opts');
    if (drivers?.kind !== 'object') return;
    for (const driver of drivers.properties) {
      if (driver.value?.kind !== 'object') continue;
      for (const { key, value, range } of driver.value.properties) {
        if (!key.includes('.gateway_mode_ipv') || value?.kind !== 'scalar' || value.value !== 'nat-unprotected')
          continue;
        yield { range, message: 'every port of every container can be reached, published or not; write "nat"' };
      }
    }
  },
});
