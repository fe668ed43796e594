// The token server that a registry names: a host that it chose, so it is looked at before anything is sent there.
import type { Endpoint } from './endpoint';
import { RegistryFailure } from './failure';
import { isLoopback } from './hosts';

/** Throws a RegistryFailure for what must not be asked. Without TLS only where the registry itself may do without. */
export function tokenServer(realm: string, endpoint: Endpoint, insecure: ReadonlySet<string>): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url?.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) {
    throw new RegistryFailure('broken', `${endpoint.host} names no token server that can be asked`);
  }
  const isPlainAllowed = endpoint.mayBePlain && (isLoopback(url.hostname) || insecure.has(url.host));
  if (url.protocol === 'https:' || isPlainAllowed) return url;
  throw new RegistryFailure('broken', `the token server ${url.host} has no TLS: nothing is sent there`);
}
