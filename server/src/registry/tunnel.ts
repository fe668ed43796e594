// TLS through a proxy: CONNECT, and then the registry's own TLS over what the proxy opened.
import { type ClientRequestArgs, request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { failureOf, RegistryFailure } from './failure';

type Created = (error: Error | null, stream: Duplex) => void;

export interface Tunnel {
  /** Of the proxy. */
  readonly url: URL;
  readonly timeoutMs: number;
  /** For a proxy that is spoken to over TLS. */
  readonly tls: AgentOptions;
}

export class TunnelAgent extends Agent {
  constructor(
    private readonly tunnel: Tunnel,
    options: AgentOptions,
  ) {
    super(options);
  }

  override createConnection(options: RequestOptions, created?: Created): undefined {
    // Node gives an error alone; its types ask for a stream beside it.
    const refused = created as ((error: Error) => void) | undefined;
    const { url: proxy, timeoutMs, tls } = this.tunnel;
    const target = `${options.host}:${options.port ?? 443}`;
    const asked = {
      ...addressOf(proxy),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      agent: false,
    } as const;
    const request =
      proxy.protocol === 'http:' ? httpRequest(asked) : httpsRequest({ ...tls, ...asked, servername: tlsName(proxy) });
    // A request that waits for its connection can't be destroyed: this one ends by itself.
    const timer = setTimeout(() => request.destroy(new RegistryFailure('timeout', 'it does not answer')), timeoutMs);
    request.once('error', (error) => {
      clearTimeout(timer);
      refused?.(failureOf(error, `the proxy ${proxy.host}`));
    });
    request.once('response', (response) => {
      clearTimeout(timer);
      response.destroy();
      refused?.(refusal(proxy, response.statusCode));
    });
    request.once('connect', (response, socket) => {
      clearTimeout(timer);
      if (response.statusCode !== 200) {
        socket.destroy();
        refused?.(refusal(proxy, response.statusCode));
        return;
      }
      const { rejectUnauthorized, secureContext } = this.options;
      const secure = connect({ socket, rejectUnauthorized, secureContext, servername: options.servername });
      created?.(null, secure);
    });
    request.end();
  }
}

const refusal = (proxy: URL, status: number | undefined): RegistryFailure =>
  new RegistryFailure('unreachable', `the proxy ${proxy.host} does not let us through: it answers ${status}`);

export const addressOf = ({ hostname, port, protocol }: URL): ClientRequestArgs => ({
  hostname: hostname.replace(/^\[|\]$/g, ''),
  port: port || (protocol === 'https:' ? 443 : 80),
});

/** What the user wrote into the proxy's address. */
export function proxyAuthorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const [user, secret] = [username, password].map(decodeURIComponent);
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` };
}

/** Node would take the name in the header `host`, which is the other end's. */
export function tlsName(proxy: URL): string {
  const name = proxy.hostname.replace(/^\[|\]$/g, '');
  return isIP(name) === 0 ? name : '';
}
