// What the rest of the program asks of registries about an image reference.
import type { ImageReference } from '../image/reference';
import type { DigestCache } from './cache';
import { RegistryFailure } from './failure';
import { type Gate, gateFor } from './gate';
import { digestOf } from './manifests';
import { type Session, type Surroundings, sessionsWith } from './session';
import { tagsOf } from './tags';

export interface RegistryOptions extends Surroundings {
  /** For one image, with all its redirects, tokens and waiting. */
  readonly timeoutMs: number;
  /** Undefined: every digest is asked for. */
  readonly cache?: DigestCache;
  /** Ends all work. */
  readonly signal?: AbortSignal;
}

/** Both reject with a RegistryFailure. */
export interface Registries {
  /** The digest that the reference's tag has now, whatever digest it carries itself. */
  digestOf(reference: ImageReference): Promise<string>;
  /** The tags that there are beside the reference's. */
  tagsOf(reference: ImageReference): Promise<readonly string[]>;
}

/** So many images at a time are asked of one registry. */
const AT_A_TIME = 4;

export function registriesWith(options: RegistryOptions): Registries {
  const sessionOf = sessionsWith(options);
  const gates = new Map<string, Gate>();
  const known = new Map<string, Promise<string>>();

  const ask = async <Result>(
    { registry }: ImageReference,
    work: (session: Session, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    const session = sessionOf(registry);
    if (!session) throw new RegistryFailure('unreachable', `${registry} is no address`);
    const gate = gates.get(registry) ?? gateFor(AT_A_TIME);
    gates.set(registry, gate);
    return gate.through(() => withinTime(options, (signal) => work(session, signal)));
  };

  const cached = async (reference: ImageReference, key: string): Promise<string> => {
    const kept = await options.cache?.get(key);
    if (kept !== undefined) return kept;
    const { registry, repository, tag = 'latest' } = reference;
    const manifest = { registry, repository, version: tag };
    const digest = await ask(reference, (session, signal) => digestOf(session, manifest, signal));
    await options.cache?.set(key, digest);
    return digest;
  };

  return {
    digestOf(reference) {
      const { registry, repository, tag = 'latest' } = reference;
      const isInsecure = options.insecure.has(registry.toLowerCase());
      const key = `${isInsecure ? 'insecure ' : ''}${registry}/${repository}:${tag}`;
      const asked = known.get(key) ?? cached(reference, key);
      known.set(key, asked);
      return asked;
    },
    tagsOf: (reference) => ask(reference, (session, signal) => tagsOf(session, reference.repository, signal)),
  };
}

async function withinTime<Result>(
  { timeoutMs, signal }: RegistryOptions,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const tooLate = new RegistryFailure('timeout', `there was no answer within ${Math.ceil(timeoutMs / 1_000)} s`);
  const timer = setTimeout(() => limit.abort(tooLate), timeoutMs);
  try {
    return await work(signal ? AbortSignal.any([signal, limit.signal]) : limit.signal);
  } finally {
    clearTimeout(timer);
  }
}
