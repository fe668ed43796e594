// tlsverify needs three files, and some are not named.
import { propertyOf, scalarOf } from '../../daemon/model';
import { daemonRule } from '../../rule/rule';

export default daemonRule({
  id: 'daemon-tls-files-incomplete',
  title: 'Certificates of the API are incomplete',
  severity: 'warning',
  confidence: 'high',
  category: 'network',
  recommended: true,
  references: [{ cis: '2.7' }],
  docs: {
    why: 'With `tlsverify` the daemon needs the certificate of the authority, its own certificate and its key. Where one of the three is named and another is not, it looks for that one in the home folder of root, and mostly does not start.',
    bad: '{\n  "tlsverify": true,\n  "tlscert": "/etc/docker/certs/server-cert.pem"\n}\n',
    good: '{\n  "tlsverify": true,\n  "tlscacert": "/etc/docker/certs/ca.pem",\n  "tlscert": "/etc/docker/certs/server-cert.pem",\n  "tlskey": "/etc/docker/certs/server-key.pem"\n}\n',
    limits: 'Whether the files are there is not looked at.',
  },
  *file(file) {
    const property = propertyOf(file, 'tlsverify');
    if (!property || scalarOf(file, 'tlsverify') !== true) return;
    const missing = FILES.filter((key) => !propertyOf(file, key));
    if (missing.length === 0 || missing.length === FILES.length) return;
    yield { range: property.range, message: `tlsverify needs ${missing.join(' and ')} as well` };
  },
});

const FILES = ['tlscacert', 'tlscert', 'tlskey'] as const;
