// What the rest of the program asks of registries: the digest of an image reference.
import type { ImageReference } from '../image/reference';
import type { DigestCache } from './cache';
import { RegistryFailure } from './failure';
import { type Gate, gateFor } from './gate';
import { digestOf } from './manifests';
import { type Surroundings, sessionsWith } from './session';

export interface RegistryOptions extends Surroundings {
  /** For one image, with all its redirects, tokens and waiting. */
  readonly timeoutMs: number;
  /** Undefined: every digest is asked for. */
  readonly cache?: DigestCache;
  /** Ends all work. */
  readonly signal?: AbortSignal;
}

/** The digest that the reference's tag has now, whatever digest it carries itself. Rejects with a RegistryFailure. */
export type DigestOf = (reference: ImageReference) => Promise<string>;

/** So many images at a time are asked of one registry. */
const AT_A_TIME = 4;

export function digestsFrom(options: RegistryOptions): DigestOf {
  const sessionOf = sessionsWith(options);
  const gates = new Map<string, Gate>();
  const known = new Map<string, Promise<string>>();

  const fresh = async ({ registry, repository, tag = 'latest' }: ImageReference): Promise<string> => {
    const session = sessionOf(registry);
    if (!session) throw new RegistryFailure('unreachable', `${registry} is no address`);
    const gate = gates.get(registry) ?? gateFor(AT_A_TIME);
    gates.set(registry, gate);
    return gate.through(() =>
      withinTime(options, (signal) => digestOf(session, { registry, repository, version: tag }, signal)),
    );
  };

  const cached = async (reference: ImageReference, key: string): Promise<string> => {
    const kept = await options.cache?.get(key);
    if (kept !== undefined) return kept;
    const digest = await fresh(reference);
    await options.cache?.set(key, digest);
    return digest;
  };

  return (reference) => {
    const { registry, repository, tag = 'latest' } = reference;
    const isInsecure = options.insecure.has(registry.toLowerCase());
    const key = `${isInsecure ? 'insecure ' : ''}${registry}/${repository}:${tag}`;
    const asked = known.get(key) ?? cached(reference, key);
    known.set(key, asked);
    return asked;
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
