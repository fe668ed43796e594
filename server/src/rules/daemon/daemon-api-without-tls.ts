// The API listens on TCP without TLS that asks for a certificate.
import { isLoopback, listenerOf } from '../../daemon/addresses';
import { propertyOf, scalarOf, textsOf } from '../../daemon/model';
import { dropItem } from '../../rule/daemon-fixes';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-api-without-tls',
  title: 'API on TCP without TLS',
  severity: 'error',
  confidence: 'high',
  category: 'network',
  recommended: true,
  alsoReports: ['daemon-authorization-missing'],
  references: [{ cis: '2.7' }, { cwe: 306 }],
  docs: {
    why: 'Whoever reaches the API of the daemon is root on the host: one request starts a container that sees all its files. On TCP without `tlsverify` everybody who reaches the port is let in. Loopback is no protection from other users of the machine, nor from what a browser there is made to send.\n\nUse SSH (`docker -H ssh://host`), or `tlsverify` with certificates for server and clients on port 2376.',
    bad: '{\n  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"]\n}\n',
    good: '{\n  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2376"],\n  "tlsverify": true,\n  "tlscacert": "/etc/docker/certs/ca.pem",\n  "tlscert": "/etc/docker/certs/server-cert.pem",\n  "tlskey": "/etc/docker/certs/server-key.pem",\n  "authorization-plugins": ["opa-docker-authz"]\n}\n',
    limits:
      'Options of `dockerd` on the command line and in systemd units count as well; those of units are checked where they stand.',
  },
  *file(file) {
    const property = propertyOf(file, 'hosts');
    if (!property || scalarOf(file, 'tlsverify') === true || scalarOf(file, 'tls') === true) return;
    for (const { text, node } of textsOf(property.value)) {
      const { scheme, host } = listenerOf(text);
      if (scheme !== 'tcp') continue;
      const isLocal = isLoopback(host);
      yield {
        range: node.range,
        severity: isLocal ? 'warning' : 'error',
        message: `whoever reaches this ${isLocal ? 'from this machine ' : ''}is root on the host; take it out, or set tlsverify and its certificates`,
        fixes: property.value?.kind === 'array' ? dropItem(file, property, property.value, node) : [],
      };
    }
  },
});
