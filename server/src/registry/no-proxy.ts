// The list of what no proxy leads to: `*`, `host`, `.domain`, `*.domain`, `host:port`, an address, or a network as `10.0.0.0/8`.
// Source: golang.org/x/net/http/httpproxy.
import { BlockList, isIP } from 'node:net';

type Matcher = (hostname: string, port: string) => boolean;

export function bypassOf(list: readonly string[]): (url: URL) => boolean {
  const entries = list.map((entry) => entry.trim().toLowerCase());
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
