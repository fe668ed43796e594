// TLS that asks no client for a certificate.
import { propertyOf, scalarOf } from '../../daemon/model';
import { addKey, setKey } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-tls-without-verify',
  title: 'TLS without a check of clients',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.7' }, { cwe: 295 }],
  docs: {
    why: '`tls` alone encrypts, and lets everybody in: whoever reaches the port is root on the host. `tlsverify` asks each client for a certificate that `tlscacert` has signed.',
    bad: '{\n  "hosts": ["tcp://0.0.0.0:2376"],\n  "tls": true,\n  "tlscert": "/etc/docker/certs/server-cert.pem",\n  "tlskey": "/etc/docker/certs/server-key.pem",\n  "authorization-plugins": ["opa-docker-authz"]\n}\n',
    good: '{\n  "hosts": ["tcp://0.0.0.0:2376"],\n  "tlsverify": true,\n  "tlscacert": "/etc/docker/certs/ca.pem",\n  "tlscert": "/etc/docker/certs/server-cert.pem",\n  "tlskey": "/etc/docker/certs/server-key.pem",\n  "authorization-plugins": ["opa-docker-authz"]\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'tls');
    if (!property || scalarOf(file, 'tls') !== true || scalarOf(file, 'tlsverify') === true) return;
    const verify = propertyOf(file, 'tlsverify');
    const isWhole = ['tlscacert', 'tlscert', 'tlskey'].every((key) => propertyOf(file, key));
    const fixes = verify ? setKey(verify, true) : addKey(file, 'tlsverify', true);
    yield {
      range: property.range,
      message: '\'tls\' encrypts and lets everybody in; set "tlsverify": true and the certificate in tlscacert',
      // Without one of its files the daemon would not start.
      fixes: isWhole ? fixes : [],
    };
  },
});
