// A token server: gives tokens to who has the password, or the identity token, and to everybody for what is public.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Certificate, signedToken } from './certificate';

export const ISSUER = 'test-issuer';
export const SERVICE = 'test-registry';
export const LOGIN = { username: 'alice', password: 's3cret' };
export const IDENTITY = 'identity-token-of-alice';

export interface TokenServer {
  readonly realm: string;
  /** What it was asked: `GET password acme/base`. */
  readonly asked: readonly string[];
  tokenFor(repository: string, actions: readonly string[]): string;
  stop(): void;
}

export async function startTokenServer(certificate: Certificate): Promise<TokenServer> {
  const asked: string[] = [];
  const tokenFor: TokenServer['tokenFor'] = (name, actions) => {
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now - 10, nbf: now - 10, exp: now + 300 };
    const access = actions.length > 0 ? [{ type: 'repository', name, actions }] : [];
    return signedToken(certificate, { iss: ISSUER, aud: SERVICE, sub: 'alice', jti: 'one', ...times, access });
  };
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const { searchParams } = new URL(request.url ?? '', 'http://token');
    const scope = form.get('scope') ?? searchParams.get('scope') ?? '';
    const service = form.get('service') ?? searchParams.get('service');
    const [, repository = '', actions] = scope.split(':');
    const who = whoAsks(request, form);
    asked.push(`${request.method} ${who} ${repository}`);
    const isWrong = who === 'stranger' || service !== SERVICE || actions !== 'pull';
    const mayRead = who !== 'anonymous' || repository.startsWith('public/');
    response.writeHead(isWrong ? 401 : 200, { 'content-type': 'application/json' });
    response.end(isWrong ? '{}' : JSON.stringify({ token: tokenFor(repository, mayRead ? ['pull'] : []) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { realm: `http://127.0.0.1:${port}/token`, asked, tokenFor, stop };
}

function whoAsks({ headers }: IncomingMessage, form: URLSearchParams): string {
  if (form.get('refresh_token') === IDENTITY && form.get('grant_type') === 'refresh_token') return 'identity';
  if (headers.authorization === undefined && form.size === 0) return 'anonymous';
  const password = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
  return headers.authorization === `Basic ${password}` ? 'password' : 'stranger';
}
