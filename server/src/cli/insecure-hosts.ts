// Hosts of `--insecure`: registries that may be asked without TLS, or with any certificate.
import { parseImageReference } from '../image/reference';
import { UsageError } from './usage-error';

/** As references name them, in lower case. */
export function insecureHosts(list = ''): ReadonlySet<string> {
  const hosts = list.split(',').filter((host) => host !== '');
  const wrong = hosts.find((host) => parseImageReference(`${host}/x`)?.registry !== host);
  if (wrong !== undefined) throw new UsageError(`--insecure takes hosts as images name them: '${wrong}' is none`);
  return new Set(hosts.map((host) => host.toLowerCase()));
}
