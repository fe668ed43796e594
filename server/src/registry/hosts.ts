// Host names: which are this machine, and which belong together.
import { isIP, isIPv4 } from 'node:net';

/** `hostname` is a URL's: lower case, addresses in their usual form, IPv6 in brackets. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));

/**
 * Whether a registry may name the other host as its token server and get its credentials sent there: it is the same host, or
 * one under the same domain (registry-1.docker.io, auth.docker.io).
 */
export function areRelated(registry: string, other: string): boolean {
  if (registry === other) return true;
  if (isAddress(registry) || isAddress(other)) return false;
  const domain = domainOf(registry);
  return domain !== undefined && domain === domainOf(other);
}

const isAddress = (hostname: string): boolean => isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;

/** Under which the clouds give names to everybody. */
const SHARED: ReadonlySet<string> = new Set(['amazonaws.com', 'azurecr.io', 'run.app', 'cloudapp.net', 'github.io']);

/** The two last labels, or three where the last two are of the kind of `co.uk`, or of everybody. */
function domainOf(hostname: string): string | undefined {
  const labels = hostname.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const isShared = (second.length <= 3 && top.length === 2) || SHARED.has(`${second}.${top}`);
  const count = isShared ? 3 : 2;
  return labels.length >= count ? labels.slice(-count).join('.') : undefined;
}
