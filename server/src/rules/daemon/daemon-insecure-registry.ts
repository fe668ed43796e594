// Registries without a check of their certificate, or without TLS.
import { hostAndPort, isLoopback } from '../../daemon/addresses';
import { propertyOf, textsOf } from '../../daemon/model';
import { dropItem } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-insecure-registry',
  title: 'Insecure registry allowed',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '2.5' }, { cwe: 295 }],
  docs: {
    why: 'From an insecure registry images come over plain HTTP or with any certificate: whoever is on the way can put in another image, and read the passwords that are sent. Put the certificate of its authority into `/etc/docker/certs.d/HOST:PORT/ca.crt` instead.',
    bad: '{\n  "insecure-registries": ["registry.example.com:5000"]\n}\n',
    good: '{\n  "insecure-registries": ["localhost:5000"]\n}\n',
    limits: 'Loopback addresses are insecure without being named, and are left alone.',
  },
  *file(file) {
    const property = propertyOf(file, 'insecure-registries');
    for (const { text, node } of textsOf(property?.value)) {
      const name = text.replace(/^https?:\/\//i, '');
      const isAll = /^(?:0\.0\.0\.0|::)\/0$/.test(name);
      if (!isAll && isLoopbackNetwork(name)) continue;
      yield {
        range: node.range,
        severity: isAll ? 'error' : 'warning',
        message: isAll
          ? 'every registry may answer without TLS, or with any certificate; take this out'
          : 'images from here come without a check of who sends them; add its CA certificate and take this out',
        fixes: property?.value?.kind === 'array' ? dropItem(file, property, property.value, node) : [],
      };
    }
  },
});

/** `localhost:5000`, `127.0.0.0/8`, `::1/128`. */
const isLoopbackNetwork = (name: string): boolean => isLoopback(hostAndPort(name.replace(/\/\d+$/, '')).host);
