// Where a daemon listens, and other addresses of its configuration.

export interface Listener {
  /** `tcp`, `unix`, `fd`, `npipe`. */
  readonly scheme: string;
  /** For tcp: without the brackets of IPv6; empty for every address. */
  readonly host: string;
  readonly port: string;
}

/** As of the value of `hosts`, and of `dockerd -H`: an address alone is tcp. */
export function listenerOf(written: string): Listener {
  const text = written.trim();
  const scheme = /^([a-z]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  if (scheme !== undefined && scheme !== 'tcp') return { scheme, host: rest, port: '' };
  const { host, port } = hostAndPort(rest.replace(/\/.*$/s, ''));
  return { scheme: 'tcp', host, port };
}

/** `[::1]:2375`, `host:2375`, `::1`: the port is empty where there is none. */
export function hostAndPort(text: string): { readonly host: string; readonly port: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d*))?$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.indexOf(':') < colon) return { host: text, port: '' };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i.test(host);

export const isEveryAddress = (host: string): boolean => /^(?:|0\.0\.0\.0|::|\*)$/.test(host);
