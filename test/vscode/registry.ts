// A registry on this machine for VS Code's tests, with the images that they pin.
import type { TestContext } from 'node:test';
import { missingRegistry, startRegistry } from '../registry/docker-registry';
import { INDEX, put, type Send } from '../registry/images';
import { pushImage } from '../registry/make-image';

/** Its host; undefined where this machine has no registry to run. */
export async function registryFor(t: TestContext): Promise<string | undefined> {
  if (missingRegistry) return undefined;
  const { host, stop } = await startRegistry();
  t.after(stop);
  const send: Send = (path, init) => fetch(`http://${host}${path}`, init);
  for (const [repository, tag, user] of [
    ['acme/base', '1.2', 'app'],
    ['acme/build', '3', 'root'],
  ] as const) {
    const target = { send, repository };
    const manifests = [
      await pushImage(target, 'linux/amd64', { User: user }, '2026-10-04T08:00:00Z'),
      await pushImage(target, 'linux/arm64', { User: user }, '2026-10-04T08:00:00Z'),
    ];
    await put(send, repository, tag, INDEX, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
  }
  return host;
}
