// Who may sign a registry's certificate.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootCertificates } from 'node:tls';
import { authorities } from '../../server/src/registry/authorities';
import { folderWith } from '../cli/run-cli';

test('authorities are Node’s, the system’s and the user’s, each once', (t) => {
  const [first = '', second = ''] = rootCertificates;
  const own = '-----BEGIN CERTIFICATE-----\nb3du\n-----END CERTIFICATE-----';
  const trusted = '-----BEGIN TRUSTED CERTIFICATE-----\nc3lz\n-----END TRUSTED CERTIFICATE-----';
  const folder = folderWith(t, {
    'system.pem': `# ours\n${first.replaceAll('\n', '\r\n')}\r\n${trusted}\n${second}\n`,
    'extra.pem': `${own}\n${first}\n`,
  });
  const env = { SSL_CERT_FILE: join(folder, 'system.pem'), NODE_EXTRA_CA_CERTS: join(folder, 'extra.pem') };
  const found = authorities(env);
  assert.equal(found.length, new Set(rootCertificates).size + 2);
  assert.ok(found.includes(own) && found.includes(trusted));
  assert.deepEqual(authorities({ SSL_CERT_FILE: join(folder, 'none.pem') }), [...new Set(rootCertificates)]);
});
