// A bearer token for one repository, from the server that the registry names.
// Source: the token authentication of the distribution project (token and oauth2).
import type { Challenge } from './challenge';
import { basicAuthorization, type Credentials } from './credentials';
import { RegistryFailure } from './failure';
import { jsonObject } from './json';
import type { Answer, Exchange } from './transport';

export type Bearer = Extract<Challenge, { kind: 'bearer' }>;

export interface Token {
  /** Fit for a header. */
  readonly text: string;
  readonly seconds: number;
}

const CLIENT = 'hullwright';
const MAX_BYTES = 65_536;
const MAX_TOKEN = 12_000;
const DEFAULT_SECONDS = 60;

/** Only credentials of the kinds that a token server takes. */
export function tokenRequest(
  realm: URL,
  { service }: Bearer,
  repository: string,
  credentials: Credentials | undefined,
): Pick<Exchange, 'method' | 'url' | 'headers' | 'body' | 'maxBytes'> {
  const scope = `repository:${repository}:pull`;
  if (credentials?.kind === 'identity') {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT, scope });
    if (service !== undefined) form.set('service', service);
    form.set('refresh_token', credentials.token);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: realm, headers, body: form.toString(), maxBytes: MAX_BYTES };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  const headers: Record<string, string> =
    credentials?.kind === 'password' ? { authorization: basicAuthorization(credentials) } : {};
  return { method: 'GET', url, headers, maxBytes: MAX_BYTES };
}

export function tokenOf(host: string, { status, body }: Answer): Token {
  if (status === 400 || status === 401 || status === 403) {
    throw new RegistryFailure('denied', `the token server ${host} refuses: it answers ${status}`);
  }
  const said = status === 200 ? jsonObject(body) : undefined;
  const text = said?.token || said?.access_token;
  if (typeof text !== 'string' || text.length > MAX_TOKEN || !/^[\x21-\x7e]+$/.test(text)) {
    throw new RegistryFailure('broken', `the token server ${host} answers with no token`);
  }
  const seconds = said?.expires_in;
  return { text, seconds: typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_SECONDS };
}
