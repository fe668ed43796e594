// Registries as this machine reaches them: its proxies, its logins, its cache.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { authorities } from '../registry/authorities';
import { digestCache } from '../registry/cache';
import { systemClock } from '../registry/clock';
import { credentialHelpers } from '../registry/credential-helper';
import { dockerCredentials } from '../registry/docker-credentials';
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
  readonly insecure: ReadonlySet<string>;
  /** `kept`: one that was asked for a moment ago will do. */
  readonly age: 'kept' | 'fresh';
}

export function machineRegistries({ insecure, age }: RegistriesOptions): Registries {
  const home = homedir();
  const askHelper = credentialHelpers({ env, isWindows: platform === 'win32', timeoutMs: HELPER_MS });
  const maxAgeMs = age === 'kept' ? CACHE_AGE_MS : 0;
  return registriesWith({
    transport: transportWith({
      proxyFor: proxiesFrom(env),
      timeoutMs: REQUEST_MS,
      ca: () => authorities(env),
      userAgent: `hullwright/${version}`,
    }),
    clock: systemClock,
    credentialsFor: dockerCredentials({ env, home, askHelper }),
    insecure,
    timeoutMs: IMAGE_MS,
    cache: digestCache({ folder: cacheFolder(home), clock: systemClock, maxAgeMs, maxEntries: CACHE_ENTRIES }),
  });
}

function cacheFolder(home: string): string {
  const usual = platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  const folder = platform === 'win32' ? env.LOCALAPPDATA : undefined;
  return join(env.XDG_CACHE_HOME || folder || usual, 'hullwright', 'digests');
}
