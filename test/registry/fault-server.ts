// A server that answers as it is told, over HTTP or TLS, and remembers what it was asked.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Certificate } from './certificate';
import { INDEX, sha256 } from './images';

export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

export interface FaultServer {
  readonly host: string;
  readonly port: number;
  /** `HEAD /v2/x/manifests/1`, with the credentials behind it where there were any. */
  readonly asked: readonly string[];
}

export const BODY = '{"schemaVersion":2,"manifests":[]}';
export const DIGEST = sha256(BODY);

/** Answers the ping and manifests as a registry does; what `faults` names by method or path is answered by that. */
export async function faultServer(
  context: TestContext,
  faults: Readonly<Record<string, Respond>> = {},
  certificate?: Certificate,
): Promise<FaultServer> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push([method, url, headers.authorization].filter(Boolean).join(' '));
    const key = Object.keys(faults).find((each) => `${method} ${url}`.startsWith(each));
    const respond = key === undefined ? healthy : faults[key];
    (respond ?? healthy)(request, response);
  };
  const server: Server = certificate
    ? createSecureServer(
        { key: readFileSync(certificate.keyPath), cert: readFileSync(certificate.certificatePath) },
        listener,
      )
    : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${port}`, port, asked };
}

export const healthy: Respond = ({ method, url }, response) => {
  if (!url?.includes('/manifests/')) return void response.end('{}');
  response.writeHead(200, { 'content-type': INDEX, 'docker-content-digest': DIGEST });
  response.end(method === 'HEAD' ? undefined : BODY);
};

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = ''): Respond =>
  (_, response) =>
    void response.writeHead(code, headers).end(body);

export const breakOff: Respond = ({ socket }) => void socket.destroy();
export const silence: Respond = () => {};

/** The first answers in their order, and behind them the last. */
export const inTurn = (...responds: readonly Respond[]): Respond => {
  let turn = 0;
  return (request, response) => responds[Math.min(turn++, responds.length - 1)]?.(request, response);
};

/** HEAD says nothing of use, so that the manifest itself is asked for. */
export const wholeOnly = (respond: Respond): Readonly<Record<string, Respond>> => ({
  'HEAD /v2/x': status(200),
  'GET /v2/x': respond,
});
