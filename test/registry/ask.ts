// Asks a registry for digests, as the command does, but with a clock that does not let anybody wait.
import { readFileSync } from 'node:fs';
import { type ImageReference, parseImageReference } from '../../server/src/image/reference';
import { type Cache, noCache } from '../../server/src/registry/cache';
import { anonymous, type Credentials, type CredentialsFor } from '../../server/src/registry/credentials';
import { RegistryFailure } from '../../server/src/registry/failure';
import { type ProxySettings, proxiesFrom } from '../../server/src/registry/proxy';
import { type Registries, registriesWith } from '../../server/src/registry/registry';
import { transportWith } from '../../server/src/registry/transport';
import type { Certificate } from './certificate';

export interface AskOptions {
  readonly credentials?: Credentials;
  readonly credentialsFor?: CredentialsFor;
  readonly certificate?: Certificate;
  readonly insecure?: readonly string[];
  readonly requestMs?: number;
  readonly imageMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cache?: Cache;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly proxy?: ProxySettings;
}

export interface Asker extends Registries {
  /** Milliseconds that the clock was asked to wait. */
  readonly waits: readonly number[];
}

export const NOW = Date.UTC(2026, 10, 22, 12);

export function asker(options: AskOptions = {}): Asker {
  const { credentials, certificate, requestMs = 10_000, imageMs = 20_000 } = options;
  const waits: number[] = [];
  const registries = registriesWith({
    transport: transportWith({
      proxyFor: proxiesFrom(options.env ?? {}, options.proxy),
      isProxyUnverified: options.proxy?.isUnverified,
      timeoutMs: requestMs,
      ca: certificate && (() => [readFileSync(certificate.certificatePath, 'utf8')]),
      userAgent: 'hullwright-test',
    }),
    clock: {
      now: options.now ?? (() => NOW),
      sleep: async (milliseconds, signal) => {
        signal.throwIfAborted();
        waits.push(milliseconds);
      },
      random: () => 1,
    },
    credentialsFor: options.credentialsFor ?? (credentials ? async () => credentials : anonymous),
    insecure: new Set(options.insecure),
    timeoutMs: imageMs,
    cache: options.cache ?? noCache,
    maxAgeMs: 3_600_000,
    signal: options.signal,
  });
  return { ...registries, waits };
}

export function imageAt(text: string): ImageReference {
  const reference = parseImageReference(text);
  if (!reference) throw new Error(`${text} is no reference`);
  return reference;
}

/** The digest, or what the failure says. Anything else but a failure of ours goes on. */
export async function outcome(asked: Promise<string>): Promise<string> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RegistryFailure) return `${error.kind}: ${error.message}`;
    throw error;
  }
}
