// Images of the smallest kind, pushed over the API that every registry has.
import { createHash } from 'node:crypto';

export type Send = (
  path: string,
  init: { method: string; headers?: Record<string, string>; body?: string },
) => Promise<Response>;

export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Pushes an index of two platforms. `mark` makes it another one. Answers its digest. */
export async function pushIndex(send: Send, repository: string, tag: string, mark = 'one'): Promise<string> {
  const manifests = await Promise.all(
    ['amd64', 'arm64'].map(async (architecture) => {
      const config = JSON.stringify({ architecture, os: 'linux', mark, rootfs: { type: 'layers', diff_ids: [] } });
      await pushBlob(send, repository, config);
      const type = 'application/vnd.oci.image.config.v1+json';
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: { mediaType: type, digest: sha256(config), size: config.length },
        layers: [],
      });
      await put(send, repository, sha256(manifest), MANIFEST, manifest);
      const platform = { architecture, os: 'linux' };
      return { mediaType: MANIFEST, digest: sha256(manifest), size: manifest.length, platform };
    }),
  );
  const index = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  await put(send, repository, tag, INDEX, index);
  return sha256(index);
}

/** As a tag or under its own digest. */
export async function put(send: Send, repository: string, version: string, type: string, body: string): Promise<void> {
  const path = `/v2/${repository}/manifests/${version}`;
  const { status } = await send(path, { method: 'PUT', headers: { 'content-type': type }, body });
  if (status !== 201) throw new Error(`PUT ${path}: ${status}`);
}

export async function pushBlob(send: Send, repository: string, body: string): Promise<void> {
  const started = await send(`/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  const { pathname, searchParams } = new URL(started.headers.get('location') ?? '', 'http://registry');
  searchParams.set('digest', sha256(body));
  const headers = { 'content-type': 'application/octet-stream' };
  const { status } = await send(`${pathname}?${searchParams}`, { method: 'PUT', headers, body });
  if (status !== 201) throw new Error(`a blob of ${repository}: ${status}`);
}
