// Registries as this machine reaches them: its proxies, its logins, its authorities, its cache. For every edge that runs in Node.
import { homedir } from 'node:os';
import { join } from 'node:path';
import process, { platform } from 'node:process';
import { version } from '../version';
import { authorities } from './authorities';
import { systemClock } from './clock';
import { credentialHelpers } from './credential-helper';
import { type AskHelper, dockerCredentials } from './docker-credentials';
import { RegistryFailure } from './failure';
import { logCache } from './log-cache';
import { type Environment, type ProxySettings, proxiesFrom } from './proxy';
import { type Registries, registriesWith } from './registry';
import { transportWith } from './transport';

const REQUEST_MS = 15_000;
const ANSWER_MS = 60_000;
const HELPER_MS = 20_000;
const YOUNG_MS = 10 * 60_000;
const CACHE_BYTES = 4 * 1_048_576;

export interface MachineOptions {
  /** The user's own, in lower case. */
  readonly insecure: ReadonlySet<string>;
  /** A configuration's, which comes with the files: what they list sees no login. */
  readonly insecureByFile: ReadonlySet<string>;
  /** What an editor knows beside the environment. */
  readonly proxy?: ProxySettings;
  /** Certificates of authorities beside the machine's, as PEM. */
  readonly ca?: readonly string[];
  /** `files`: no program is run for a login. Default: `programs`. */
  readonly logins?: 'programs' | 'files';
  /** Default: this process's. */
  readonly env?: Environment;
  /** Ends all work. */
  readonly signal?: AbortSignal;
}

export function machineRegistries(options: MachineOptions): Registries {
  const { insecure, insecureByFile, proxy = {}, ca = [], env = process.env, signal } = options;
  const home = homedir();
  const runHelper = credentialHelpers({ env, isWindows: platform === 'win32', timeoutMs: HELPER_MS });
  const askHelper: AskHelper = options.logins === 'files' ? async () => undefined : runHelper;
  const logins = dockerCredentials({ env, home, askHelper, clock: systemClock });
  return registriesWith({
    transport: transportWith({
      proxyFor: proxiesFrom(env, proxy),
      timeoutMs: REQUEST_MS,
      ca: () => [...authorities(env), ...ca],
      isProxyUnverified: proxy.isUnverified ?? false,
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
    timeoutMs: ANSWER_MS,
    cache: logCache({ path: cachePath(env, home), clock: systemClock, maxBytes: CACHE_BYTES }),
    maxAgeMs: YOUNG_MS,
    signal,
  });
}

function cachePath(env: Environment, home: string): string {
  const usual = platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  const folder = platform === 'win32' ? env.LOCALAPPDATA : undefined;
  return join(env.XDG_CACHE_HOME || folder || usual, 'hullwright', 'registries.log');
}
