// Which proxy leads where, and what goes through it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { proxiesFrom } from '../../server/src/registry/proxy';
import { asker, imageAt, outcome } from './ask';
import { type Certificate, makeCertificate } from './certificate';
import { missingOpenssl } from './docker-registry';
import { DIGEST, faultServer, healthy } from './fault-server';

const TAKES = ': it takes http://HOST:PORT or https://HOST:PORT';

describe('the proxy', () => {
  const ROWS: readonly (readonly [env: Readonly<Record<string, string>>, url: string, expected: string])[] = [
    [{}, 'https://ghcr.io/', 'none'],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'https://ghcr.io/', 'http://p:3128/'],
    [{ https_proxy: 'p:3128' }, 'https://ghcr.io/', 'http://p:3128/'],
    [{ HTTP_PROXY: 'http://p:3128' }, 'https://ghcr.io/', 'none'],
    [{ HTTP_PROXY: 'http://p:3128' }, 'http://ghcr.io/', 'http://p:3128/'],
    [
      { HTTPS_PROXY: 'socks5://p:1' },
      'https://ghcr.io/',
      `HTTPS_PROXY names a SOCKS proxy, which is not supported${TAKES}`,
    ],
    [{ HTTPS_PROXY: 'ftp://p' }, 'https://ghcr.io/', `HTTPS_PROXY names no proxy${TAKES}`],
    [{ HTTPS_PROXY: 'http://[' }, 'https://ghcr.io/', `HTTPS_PROXY names no proxy${TAKES}`],
    [{ HTTPS_PROXY: 'https://p:3128' }, 'https://ghcr.io/', 'https://p:3128/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*.acme.com' }, 'https://hub.acme.com/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '[fd00::1]:443' }, 'https://[fd00::1]/', 'none'],
    [{ HTTPS_PROXY: 'http://p', no_proxy: 'ghcr.io' }, 'https://ghcr.io/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: ',, ' }, 'https://ghcr.io/', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p' }, 'https://localhost:5000/', 'none'],
    [{ HTTPS_PROXY: 'http://p' }, 'https://[::1]:5000/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, 'https://ghcr.io/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'a.io, ghcr.io' }, 'https://ghcr.io/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'acme.com' }, 'https://hub.acme.com/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'acme.com' }, 'https://notacme.com/', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '.acme.com' }, 'https://hub.acme.com/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '.acme.com' }, 'https://acme.com/', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'acme.com:5000' }, 'https://acme.com/', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'acme.com:443' }, 'https://acme.com/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, 'https://10.1.2.3/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/99' }, 'https://10.1.2.3/', 'http://p/'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'fd00::/8' }, 'https://[fd00::1]/', 'none'],
    [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'fd00::1' }, 'https://[fd00::1]/', 'none'],
  ];
  for (const [env, url, expected] of ROWS) {
    test(`${JSON.stringify(env)} for ${url}: ${expected}`, () => {
      let found: string;
      try {
        found = proxiesFrom(env)(new URL(url))?.href ?? 'none';
      } catch (error) {
        found = error instanceof Error ? error.message : '';
      }
      assert.equal(found, expected);
    });
  }
});

/** A proxy that leads every tunnel to one port, whatever host is asked for. */
async function proxyTo(context: TestContext, port: number, refuse?: number, certificate?: Certificate) {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const server = certificate
    ? createSecureServer({ key: readFileSync(certificate.keyPath), cert: readFileSync(certificate.certificatePath) })
    : createServer();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    asked.push([method, url, headers['proxy-authorization']].filter(Boolean).join(' '));
    healthy(request, response);
  });
  server.on('connect', ({ url, headers }: IncomingMessage, socket: Socket) => {
    asked.push([url, headers['proxy-authorization'], headers.authorization].filter(Boolean).join(' '));
    sockets.push(socket);
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const onwards = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onwards.pipe(socket).pipe(onwards);
    });
    sockets.push(onwards);
    for (const end of [socket, onwards]) end.on('error', () => {});
  });
  context.after(() => {
    server.close();
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('through a proxy', { skip: missingOpenssl }, () => {
  test('TLS is the registry’s own: the proxy sees its name alone', async (t) => {
    const certificate = makeCertificate('registry.example');
    t.after(certificate.remove);
    const server = await faultServer(t, {}, certificate);
    const { address, asked } = await proxyTo(t, server.port);
    const env = { HTTPS_PROXY: `http://me:p%40ss@${address}` };
    const { digestOf } = asker({ certificate, env });
    assert.equal(await outcome(digestOf(imageAt('registry.example/x:1'))), DIGEST);
    assert.deepEqual(asked, [`registry.example:443 Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
    assert.deepEqual(server.asked, ['GET /v2/', 'HEAD /v2/x/manifests/1']);
  });

  test('that is itself spoken to over TLS: its certificate is looked at', async (t) => {
    const certificate = makeCertificate('registry.example');
    t.after(certificate.remove);
    const server = await faultServer(t, {}, certificate);
    const { address, asked } = await proxyTo(t, server.port, undefined, certificate);
    const image = imageAt('registry.example/x:1');
    const env = { HTTPS_PROXY: `https://me:secret@${address}`, HTTP_PROXY: `https://${address}` };
    assert.equal(await outcome(asker({ certificate, env }).digestOf(image)), DIGEST);
    assert.deepEqual(asked, [`registry.example:443 Basic ${Buffer.from('me:secret').toString('base64')}`]);
    const expected = `unreachable: nobody that this machine trusts has signed the certificate of the proxy ${address}; NODE_EXTRA_CA_CERTS adds a CA`;
    assert.equal(await outcome(asker({ env }).digestOf(image)), expected);
  });

  test('over TLS, what has no TLS itself is asked of the proxy', async (t) => {
    const certificate = makeCertificate('proxy.example');
    t.after(certificate.remove);
    const plain = await faultServer(t);
    const { address, asked } = await proxyTo(t, plain.port, undefined, certificate);
    const proxy = { url: `https://me:secret@${address}` };
    const { digestOf } = asker({ certificate, proxy, insecure: ['registry.example'] });
    assert.equal(await outcome(digestOf(imageAt('registry.example/x:1'))), DIGEST);
    const login = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    const expected = [
      'registry.example:443',
      'GET http://registry.example/v2/',
      'HEAD http://registry.example/v2/x/manifests/1',
    ];
    assert.deepEqual(
      asked,
      expected.map((each) => `${each} ${login}`),
    );
  });

  test('of an editor’s settings, before the environment’s', async (t) => {
    const certificate = makeCertificate('registry.example');
    const stranger = makeCertificate('stranger.example');
    t.after(certificate.remove);
    t.after(stranger.remove);
    const server = await faultServer(t, {}, certificate);
    const { address, asked } = await proxyTo(t, server.port, undefined, stranger);
    const env = { HTTPS_PROXY: '127.0.0.1:1' };
    const image = imageAt('registry.example/x:1');
    const url = `https://${address}`;
    const strict = asker({ certificate, env, proxy: { url } });
    assert.match(await outcome(strict.digestOf(image)), /nobody that this machine trusts .* of the proxy/);
    const lenient = asker({ certificate, env, proxy: { url, isUnverified: true } });
    assert.equal(await outcome(lenient.digestOf(image)), DIGEST);
    assert.deepEqual(asked, ['registry.example:443']);
    const around = proxiesFrom(env, { url, noProxy: ['.example'] });
    assert.equal(around(new URL('https://registry.example/')), undefined);
    assert.equal(around(new URL('https://ghcr.io/'))?.href, `${url}/`);
    assert.throws(() => proxiesFrom({}, { url: 'socks5://p' })(new URL('https://ghcr.io/')), {
      message: `the setting of the proxy names a SOCKS proxy, which is not supported${TAKES}`,
    });
  });

  test('a certificate for another host is none', async (t) => {
    const certificate = makeCertificate('other.example');
    t.after(certificate.remove);
    const server = await faultServer(t, {}, certificate);
    const { address } = await proxyTo(t, server.port);
    const { digestOf } = asker({ certificate, env: { HTTPS_PROXY: address } });
    const expected = 'unreachable: the certificate of registry.example is for another host';
    assert.equal(await outcome(digestOf(imageAt('registry.example/x:1'))), expected);
  });

  test('what speaks no TLS is asked without it only where the user lists it', async (t) => {
    const plain = await faultServer(t);
    const tunnel = await proxyTo(t, plain.port);
    const env = { HTTPS_PROXY: tunnel.address, HTTP_PROXY: plain.host };
    const image = imageAt('registry.example/x:1');
    const strict = asker({ env });
    assert.equal(await outcome(strict.digestOf(image)), 'plain: registry.example does not speak TLS');
    assert.deepEqual(plain.asked, []);
    const listed = asker({ env, insecure: ['registry.example'] });
    assert.equal(await outcome(listed.digestOf(image)), DIGEST);
    const asked = ['GET http://registry.example/v2/', 'HEAD http://registry.example/v2/x/manifests/1'];
    assert.deepEqual(plain.asked, asked);
  });

  test('that does not want us, does not answer or is not there', async (t) => {
    const { address } = await proxyTo(t, 1, 407);
    const refused = asker({ env: { HTTPS_PROXY: `http://me:secret@${address}` } });
    const message = `unreachable: the proxy ${address} does not let us through: it answers 407`;
    assert.equal(await outcome(refused.digestOf(imageAt('registry.example/x:1'))), message);
    const gone = asker({ env: { HTTPS_PROXY: '127.0.0.1:1' } });
    const expected = 'unreachable: the proxy 127.0.0.1:1 refuses the connection';
    assert.equal(await outcome(gone.digestOf(imageAt('registry.example/x:1'))), expected);
  });
});
