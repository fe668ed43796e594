// A registry as an image reference names it, to where it is asked.
import { isLoopback } from './hosts';

export interface Endpoint {
  /** As references name it: `docker.io`. */
  readonly registry: string;
  /** With its port, where one is written. */
  readonly host: string;
  readonly hostname: string;
  /** The user listed it, or it is this machine: it may speak HTTP. */
  readonly mayBePlain: boolean;
  /** The user listed it: its certificate is not looked at. */
  readonly isUnverified: boolean;
}

export const HUB = 'docker.io';

/** Undefined for what no URL can hold, such as a port of six digits. `insecure` is in lower case, as references name them. */
export function endpointOf(registry: string, insecure: ReadonlySet<string>): Endpoint | undefined {
  const address = `https://${registry === HUB ? 'registry-1.docker.io' : registry}`;
  if (!URL.canParse(address)) return undefined;
  const { host, hostname } = new URL(address);
  const isUnverified = insecure.has(registry.toLowerCase());
  return { registry, host, hostname, mayBePlain: isUnverified || isLoopback(hostname), isUnverified };
}
