// The proxy that the editor's own settings name, handed over at its hello: in no log, in no answer.
import type { InitializeParams } from 'vscode-languageserver';
import type { EditorProxy } from './registries';

interface Given {
  readonly url?: unknown;
  readonly noProxy?: unknown;
  readonly strictSSL?: unknown;
  readonly authorization?: unknown;
}

/** `"proxy": { "url", "noProxy", "strictSSL", "authorization" }` in `initializationOptions`. */
export function proxyIn({ initializationOptions: options }: InitializeParams): EditorProxy | undefined {
  if (typeof options !== 'object' || options === null || !('proxy' in options)) return undefined;
  const { proxy } = options;
  if (typeof proxy !== 'object' || proxy === null) return undefined;
  const { url, noProxy, strictSSL, authorization }: Given = proxy;
  const address = textIn(url);
  return {
    ...(address === undefined ? {} : { url: withLogin(address, textIn(authorization)) }),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === 'string') : [],
    isUnverified: strictSSL === false,
  };
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The login of a header `Basic …` as a part of the address, where that has none of its own. Other kinds are not known. */
function withLogin(address: string, authorization: string | undefined): string {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '') ?? [];
  const text = address.includes('://') ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (encoded === undefined || !url || url.username !== '') return address;
  const login = decoded(encoded);
  const colon = login.indexOf(':');
  if (colon <= 0) return address;
  url.username = encodeURIComponent(login.slice(0, colon));
  url.password = encodeURIComponent(login.slice(colon + 1));
  return url.href;
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
  } catch {
    return '';
  }
}
