// A certificate for this machine, made for one test, and tokens signed with its key.
import { execFileSync } from 'node:child_process';
import { createSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly folder: string;
  readonly keyPath: string;
  readonly certificatePath: string;
  remove(): void;
}

/** For `localhost`, 127.0.0.1 and, where one is given, another name. */
export function makeCertificate(name = 'localhost'): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'hullwright-certificate-'));
  const keyPath = join(folder, 'key.pem');
  const certificatePath = join(folder, 'certificate.pem');
  const names = `subjectAltName=DNS:${name},DNS:localhost,IP:127.0.0.1`;
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...kind, '-addext', names, '-keyout', keyPath, '-out', certificatePath], {
    stdio: 'ignore',
  });
  return { folder, keyPath, certificatePath, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A JSON web token as the registry wants it: signed by the certificate's key, with the certificate beside it. */
export function signedToken(
  { keyPath, certificatePath }: Certificate,
  claims: Readonly<Record<string, unknown>>,
): string {
  const lines = readFileSync(certificatePath, 'utf8').split('\n');
  const x5c = [lines.filter((line) => line !== '' && !line.startsWith('-')).join('')];
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${encoded({ typ: 'JWT', alg: 'RS256', x5c })}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(readFileSync(keyPath), 'base64url')}`;
}
