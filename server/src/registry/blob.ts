// Small blobs, such as configurations and signatures: read whole and checked against their digest.
import { hasDigest, isDigest } from './digest';
import { RegistryFailure } from './failure';
import type { Place } from './manifests';

export async function blobAt(
  { session, registry, repository }: Place,
  digest: unknown,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  if (!isDigest(digest)) throw new RegistryFailure('broken', `${registry} names a digest that can't be checked`);
  const path = `/v2/${repository}/blobs/${digest}`;
  const { status, body } = await session.ask({ method: 'GET', path, repository, accept: '*/*', maxBytes }, signal);
  if (status === 403) throw new RegistryFailure('denied', `${registry} does not let us read ${repository}`);
  if (status !== 200) throw new RegistryFailure('broken', `${registry} does not have all of ${repository}: ${status}`);
  if (hasDigest(body, digest)) return body;
  throw new RegistryFailure('broken', `${registry} answers with another content than ${digest}`);
}
