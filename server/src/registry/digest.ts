// Digests: what is one, and whether bytes have it.
import { createHash } from 'node:crypto';
import type { Answer } from './transport';

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Of an algorithm that we can check. */
export const isDigest = (value: unknown): value is string => typeof value === 'string' && DIGEST.test(value);

export function hasDigest(bytes: Buffer, digest: string): boolean {
  const [algorithm = ''] = digest.split(':');
  return isDigest(digest) && digest === digestOfBytes(bytes, algorithm);
}

export const digestOfBytes = (bytes: Buffer, algorithm = 'sha256'): string =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;

/** What a registry says the digest of its answer is. */
export function toldDigest({ headers }: Answer): string | undefined {
  const value = headers['docker-content-digest'];
  return isDigest(value) ? value : undefined;
}
