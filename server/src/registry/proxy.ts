// Which proxy leads to an address, by HTTPS_PROXY, HTTP_PROXY and NO_PROXY as Docker reads them.
// Source: golang.org/x/net/http/httpproxy.
import { BlockList, isIP } from 'node:net';
import { RegistryFailure } from './failure';
import { isLoopback } from './hosts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined for none. Throws a failure for a proxy that can't be used. */
export type ProxyFor = (url: URL) => URL | undefined;

export function proxiesFrom(env: Environment): ProxyFor {
  const named = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const bypass = bypassOf(named('NO_PROXY'));
  return (url) => {
    const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
    const value = named(name);
    if (value === '' || isLoopback(url.hostname) || bypass(url)) return undefined;
    const address = value.includes('://') ? value : `http://${value}`;
    const proxy = URL.canParse(address) ? new URL(address) : undefined;
    if (proxy?.protocol === 'http:') return proxy;
    throw new RegistryFailure('unreachable', `${name} names no proxy that is spoken to in HTTP`);
  };
}

type Matcher = (hostname: string, port: string) => boolean;

/** `*`, `host`, `.domain`, `host:port`, an address, or a network as `10.0.0.0/8`. */
function bypassOf(list: string): (url: URL) => boolean {
  const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
  const matchers = entries.filter((entry) => entry !== '').map(matcherOf);
  return ({ hostname, port, protocol }) => {
    const name = hostname.replace(/^\[|\]$/g, '');
    const used = port || (protocol === 'https:' ? '443' : '80');
    return matchers.some((matches) => matches(name, used));
  };
}

function matcherOf(entry: string): Matcher {
  if (entry === '*') return () => true;
  const [network = '', bits] = entry.split('/');
  const family = isIP(network);
  if (bits !== undefined && family !== 0) return networkMatcher(network, Number(bits), family);
  const [, host = entry, port] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(family === 6 ? `[${entry}]` : entry) ?? [];
  const domain = host.replace(/^\*?\./, '');
  const isDomainAlone = domain !== host;
  return (hostname, used) =>
    (port === undefined || port === used) &&
    ((!isDomainAlone && hostname === domain) || hostname.endsWith(`.${domain}`));
}

function networkMatcher(network: string, bits: number, family: number): Matcher {
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 6 ? 128 : 32)) return () => false;
  const block = new BlockList();
  block.addSubnet(network, bits, type);
  return (hostname) => isIP(hostname) === family && block.check(hostname, type);
}
