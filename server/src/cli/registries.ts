// Registries as this machine reaches them: its proxies, its logins, its cache.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { authorities } from '../registry/authorities';
import { digestCache } from '../registry/cache';
import { systemClock } from '../registry/clock';
import { credentialHelpers } from '../registry/credential-helper';
import { dockerCredentials } from '../registry/docker-credentials';
import { RegistryFailure } from '../registry/failure';
import { proxiesFrom } from '../registry/proxy';
import { type Registries, registriesWith } from '../registry/registry';
import { transportWith } from '../registry/transport';
import { version } from '../version';

const REQUEST_MS = 15_000;
const IMAGE_MS = 60_000;
const HELPER_MS = 20_000;
const CACHE_AGE_MS = 10 * 60_000;
const CACHE_ENTRIES = 2_000;

export interface RegistriesOptions {
  /** The user's own, in lower case. */
  readonly insecure: ReadonlySet<string>;
  /** A configuration's, which comes with the files: what they list sees no login. */
  readonly insecureByFile: ReadonlySet<string>;
  /** `kept`: one that was asked for a moment ago will do. */
  readonly age: 'kept' | 'fresh';
}

export function machineRegistries({ insecure, insecureByFile, age }: RegistriesOptions): Registries {
  const home = homedir();
  const askHelper = credentialHelpers({ env, isWindows: platform === 'win32', timeoutMs: HELPER_MS });
  const logins = dockerCredentials({ env, home, askHelper });
  const maxAgeMs = age === 'kept' ? CACHE_AGE_MS : 0;
  return registriesWith({
    transport: transportWith({
      proxyFor: proxiesFrom(env),
      timeoutMs: REQUEST_MS,
      ca: () => authorities(env),
      userAgent: `hullwright/${version}`,
    }),
    clock: systemClock,
    credentialsFor: async (registry, repository) => {
      const host = registry.toLowerCase();
      if (!insecureByFile.has(host) || insecure.has(host)) return logins(registry, repository);
      const message = `${registry} wants a login, which goes to a registry without TLS only with --insecure ${registry}`;
      throw new RegistryFailure('denied', message);
    },
    insecure: new Set([...insecure, ...insecureByFile]),
    timeoutMs: IMAGE_MS,
    cache: digestCache({ folder: cacheFolder(home), clock: systemClock, maxAgeMs, maxEntries: CACHE_ENTRIES }),
  });
}

function cacheFolder(home: string): string {
  const usual = platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  const folder = platform === 'win32' ? env.LOCALAPPDATA : undefined;
  return join(env.XDG_CACHE_HOME || folder || usual, 'hullwright', 'digests');
}
