// The version, from the manifest that ships beside the bundle.
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `script`: the bundle's own path, dist/cli.cjs, links allowed. */
export function packageVersion(script: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(realpathSync(script)), '..', 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : undefined;
  if (typeof version !== 'string') throw new Error('the manifest beside the bundle has no version');
  return version;
}
