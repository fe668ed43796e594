// Which images that run a build are Docker's own.
import type { ImageReference } from './reference';

/** Docker Hub, and what mirrors all of it under its names. */
const REGISTRIES: ReadonlySet<string> = new Set(['docker.io', 'mirror.gcr.io', 'registry-1.docker.io']);
const DOCKERS = /^docker\/dockerfile(?:-upstream)?$/;

export const isDockersFrontend = ({ registry, repository }: ImageReference): boolean =>
  REGISTRIES.has(registry) && DOCKERS.test(repository);
