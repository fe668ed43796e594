// Whether a text is a public key as cosign makes them. Seen by its beginning, without the cryptography that only Node has.
// Source: RFC 5480, the SubjectPublicKeyInfo of a point on P-256 that is not compressed.

/** What every such key begins with, in base64: 26 bytes and the first of the point. */
const P256 = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE';
/** 91 bytes. */
const LENGTH = 124;

export function isPublicKey(text: string): boolean {
  const [, body] = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*)-----END PUBLIC KEY-----/.exec(text) ?? [];
  const written = body?.replace(/\s/g, '');
  return written?.startsWith(P256) === true && written.length === LENGTH && !text.includes('PRIVATE KEY');
}
