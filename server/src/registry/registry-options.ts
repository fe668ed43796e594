// What registries are reached with, and how patiently.
import type { Cache } from './cache';
import type { Surroundings } from './session';

export interface RegistryOptions extends Surroundings {
  /** For one thing that is asked for, with all its redirects, tokens and waiting. */
  readonly timeoutMs: number;
  readonly cache: Cache;
  /** What is kept is young for so long. */
  readonly maxAgeMs: number;
}
