// Which proxy leads to an address: an editor's own setting, else HTTPS_PROXY, HTTP_PROXY and NO_PROXY as Docker reads them.
// Source: golang.org/x/net/http/httpproxy.
import { RegistryFailure } from './failure';
import { isLoopback } from './hosts';
import { bypassOf } from './no-proxy';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxySettings {
  /** For all addresses, before what the environment says. */
  readonly url?: string;
  /** As in NO_PROXY, and beside it. */
  readonly noProxy?: readonly string[];
  /** Any certificate of the proxy will do. */
  readonly isUnverified?: boolean;
}

/** Undefined for none. Throws a failure for a proxy that can't be used. */
export type ProxyFor = (url: URL) => URL | undefined;

export function proxiesFrom(env: Environment, { url: own = '', noProxy = [] }: ProxySettings = {}): ProxyFor {
  const named = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const bypass = bypassOf([...named('NO_PROXY').split(','), ...noProxy]);
  return (url) => {
    const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
    const value = own || named(name);
    if (value === '' || isLoopback(url.hostname) || bypass(url)) return undefined;
    return proxyAt(value, own === '' ? name : 'the setting of the proxy');
  };
}

function proxyAt(value: string, name: string): URL {
  const address = value.includes('://') ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  const isSocks = /^socks\w*:/.test(proxy?.protocol ?? '');
  const why = isSocks ? 'names a SOCKS proxy, which is not supported' : 'names no proxy';
  throw new RegistryFailure('unreachable', `${name} ${why}: it takes http://HOST:PORT or https://HOST:PORT`);
}
