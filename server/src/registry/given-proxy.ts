// The proxy of an editor's own settings, as its client hands it over when it starts the server: not over the protocol, which
// may be written to a log.
import type { ProxySettings } from './proxy';

/** JSON in the variable HULLWRIGHT_PROXY. */
interface GivenProxy {
  readonly url?: unknown;
  readonly noProxy?: unknown;
  readonly strictSSL?: unknown;
  /** A value of Proxy-Authorization. */
  readonly authorization?: unknown;
}

/** What is wrong or left out is as if there were no setting. */
export function givenProxy(json: string | undefined): ProxySettings {
  const { url, noProxy, strictSSL, authorization } = objectIn(json ?? '');
  const hosts: readonly unknown[] = Array.isArray(noProxy) ? noProxy : [];
  return {
    ...(typeof url === 'string' && url !== '' ? { url: withLogin(url, authorization) } : {}),
    noProxy: hosts.filter((host) => typeof host === 'string'),
    isUnverified: strictSSL === false,
  };
}

function objectIn(json: string): GivenProxy {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The login of `Basic …` as a part of the address, where that has none of its own. Other kinds are not known. */
function withLogin(address: string, authorization: unknown): string {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(String(authorization ?? '')) ?? [];
  const text = address.includes('://') ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const login = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = login.indexOf(':');
  if (url?.username !== '' || colon <= 0) return address;
  url.username = encodeURIComponent(login.slice(0, colon));
  url.password = encodeURIComponent(login.slice(colon + 1));
  return url.href;
}
