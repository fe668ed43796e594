// One request and its answer: through the proxy, over TLS, within a time and a size. Follows nothing and tries nothing again.
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { failureOf, RegistryFailure } from './failure';
import type { ProxyFor } from './proxy';
import { addressOf, proxyAuthorization, TunnelAgent, tlsName } from './tunnel';

export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** More than this is a failure. */
  readonly maxBytes: number;
  /** The user wants any certificate. */
  readonly isUnverified: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Rejects with a RegistryFailure, and with nothing else. */
export type Transport = (exchange: Exchange, signal: AbortSignal) => Promise<Answer>;

export interface TransportOptions {
  readonly proxyFor: ProxyFor;
  /** For the whole of one exchange. */
  readonly timeoutMs: number;
  /** Certificates of authorities, as PEM; asked for when the first connection is made. Undefined: those that Node knows. */
  readonly ca?: () => readonly string[];
  /** Any certificate of a proxy that is spoken to over TLS will do. */
  readonly isProxyUnverified?: boolean;
  readonly userAgent: string;
}

export function transportWith(options: TransportOptions): Transport {
  const { proxyFor, timeoutMs, userAgent } = options;
  const agents = agentsWith(options);
  return async (exchange, signal) => {
    const { host } = exchange.url;
    if (signal.aborted) throw abortedBy(signal);
    const request = started(exchange, proxyFor(exchange.url), agents, userAgent);
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      const refuse = (error: unknown): void => {
        settle();
        request.destroy();
        reject(failureOf(error, host));
      };
      const timer = setTimeout(() => refuse(tooLate(host, timeoutMs)), timeoutMs);
      const abort = (): void => refuse(abortedBy(signal));
      signal.addEventListener('abort', abort);
      request.on('error', refuse);
      readAnswer(request, exchange).then((answer) => {
        settle();
        resolve(answer);
      }, refuse);
      request.end(exchange.body);
    });
  };
}

const tooLate = (host: string, timeoutMs: number): RegistryFailure =>
  new RegistryFailure('timeout', `${host} does not answer within ${Math.ceil(timeoutMs / 1_000)} s`, 'again');

export const abortedBy = ({ reason }: AbortSignal): RegistryFailure =>
  reason instanceof RegistryFailure ? reason : new RegistryFailure('aborted', 'it was cancelled');

/** For each host. Without a bound the next request would not wait for the moment in which the last one's connection is free. */
const POOL = { keepAlive: true, maxSockets: 4 } as const;

interface Agents {
  readonly plain: HttpAgent;
  secure(proxy: URL | undefined, isUnverified: boolean): HttpsAgent;
  /** To a proxy itself, which is asked for what has no TLS. */
  toProxy(proxy: URL): HttpAgent | HttpsAgent;
}

function agentsWith({ ca, timeoutMs, isProxyUnverified = false }: TransportOptions): Agents {
  const known = new Map<string, HttpsAgent>();
  // Made once: reading all authorities takes longer than a connection.
  let secureContext: SecureContext | undefined;
  const tlsOptions = (isUnverified: boolean): AgentOptions => {
    secureContext ??= ca && createSecureContext({ ca: [...ca()] });
    return { ...POOL, rejectUnauthorized: !isUnverified, secureContext };
  };
  const kept = (key: string, make: () => HttpsAgent): HttpsAgent => {
    const agent = known.get(key) ?? make();
    known.set(key, agent);
    return agent;
  };
  const plain = new HttpAgent(POOL);
  return {
    plain,
    secure(proxy, isUnverified) {
      return kept(`${proxy?.href ?? ''} ${isUnverified}`, () => {
        const options = tlsOptions(isUnverified);
        if (!proxy) return new HttpsAgent(options);
        return new TunnelAgent({ url: proxy, timeoutMs, tls: tlsOptions(isProxyUnverified) }, options);
      });
    },
    toProxy(proxy) {
      return proxy.protocol === 'http:' ? plain : kept('proxy', () => new HttpsAgent(tlsOptions(isProxyUnverified)));
    },
  };
}

/** Node refuses some headers at once. */
function started(...exchange: Parameters<typeof start>): ClientRequest {
  try {
    return start(...exchange);
  } catch (error) {
    throw failureOf(error, exchange[0].url.host);
  }
}

function start(exchange: Exchange, proxy: URL | undefined, agents: Agents, userAgent: string): ClientRequest {
  const { url, method, isUnverified } = exchange;
  const path = url.pathname + url.search;
  const headers = { ...exchange.headers, 'user-agent': userAgent };
  if (url.protocol === 'https:') {
    return httpsRequest({ ...addressOf(url), path, method, headers, agent: agents.secure(proxy, isUnverified) });
  }
  if (!proxy) return httpRequest({ ...addressOf(url), path, method, headers, agent: agents.plain });
  const proxied = { ...headers, host: url.host, ...proxyAuthorization(proxy) };
  const through = { ...addressOf(proxy), path: url.href, method, headers: proxied, agent: agents.toProxy(proxy) };
  return proxy.protocol === 'http:' ? httpRequest(through) : httpsRequest({ ...through, servername: tlsName(proxy) });
}

function readAnswer(request: ClientRequest, { maxBytes, url }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.once('response', (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        pieces.push(piece);
        if (length <= maxBytes) return;
        const message = `${url.host} answers with more than ${Math.floor(maxBytes / 1_024)} KB`;
        reject(new RegistryFailure('broken', message));
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
  });
}
