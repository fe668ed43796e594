// Who may sign a registry's certificate: those that Node knows, those of the system as Docker reads them, and the user's own.
// Source: the Go project, crypto/x509/root_linux.go.
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { Environment } from './proxy';

const SYSTEM = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/**
 * As PEM. Node would leave its own out, and NODE_EXTRA_CA_CERTS, as soon as it is given others. Each certificate comes once: most
 * are of both, and reading one takes longer than a request.
 */
export function authorities(env: Environment): readonly string[] {
  const system = env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : SYSTEM;
  const extra = env.NODE_EXTRA_CA_CERTS ? [env.NODE_EXTRA_CA_CERTS] : [];
  const all = [...rootCertificates, ...firstOf(system), ...firstOf(extra)];
  const certificates = all.flatMap((text) => text.match(CERTIFICATE) ?? []);
  return [...new Map(certificates.map((text) => [text.replace(/\s/g, ''), text])).values()];
}

/** The first file that is there. */
function firstOf(paths: readonly string[]): string[] {
  for (const path of paths) {
    const text = textOf(path);
    if (text.includes('-----BEGIN CERTIFICATE-----')) return [text];
  }
  return [];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
