// Where credentials go, and where they never go.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CredentialsFor } from '../../server/src/registry/credentials';
import { asker, imageAt, outcome } from './ask';
import { type Certificate, makeCertificate } from './certificate';
import { missingOpenssl } from './docker-registry';
import { DIGEST, faultServer, healthy, type Respond, silence, status } from './fault-server';

const LOGIN = { kind: 'password', username: 'alice', password: 's3cret' } as const;
const SENT = `Basic ${Buffer.from('alice:s3cret').toString('base64')}`;
const bearer = (realm: string): Readonly<Record<string, string>> => ({
  'www-authenticate': `Bearer realm="${realm}",service="here"`,
});
/** A registry that wants `credentials`, and asks as `challenge` says. */
const wanting =
  (credentials: string, challenge: () => Readonly<Record<string, string>>): Respond =>
  (request, response) =>
    request.headers.authorization === credentials
      ? healthy(request, response)
      : void response.writeHead(401, challenge()).end();
const token =
  (body: string): Respond =>
  (_, response) =>
    void response.writeHead(200).end(body);

/** For the registry alone, not for other hosts. */
const loginOf =
  (host: string): CredentialsFor =>
  async (registry) =>
    registry === host ? LOGIN : undefined;

describe('credentials', { skip: missingOpenssl }, () => {
  let certificate: Certificate;
  before(() => {
    certificate = makeCertificate();
  });
  after(() => certificate?.remove());

  test('stay with the host when a redirect leads to another', async (t) => {
    const other = await faultServer(t, {}, certificate);
    const redirect = status(307, { location: `https://localhost:${other.port}/v2/x/manifests/1` });
    const challenge = (): Readonly<Record<string, string>> => ({ 'www-authenticate': 'Basic realm="x"' });
    const server = await faultServer(
      t,
      {
        'HEAD ': (request, response) =>
          (request.headers.authorization === SENT ? redirect : status(401, challenge()))(request, response),
        'GET /v2/': wanting(SENT, challenge),
      },
      certificate,
    );
    const { digestOf } = asker({ certificate, credentials: LOGIN });
    assert.equal(await outcome(digestOf(imageAt(`${server.host}/x:1`))), DIGEST);
    assert.deepEqual(server.asked, ['GET /v2/', `HEAD /v2/x/manifests/1 ${SENT}`]);
    assert.deepEqual(other.asked, ['HEAD /v2/x/manifests/1']);
  });

  test('follow a redirect on the same host', async (t) => {
    const server = await faultServer(
      t,
      {
        'HEAD /v2/x': status(301, { location: '/v2/y/manifests/1' }),
        '': wanting(SENT, () => ({ 'www-authenticate': 'Basic realm="x"' })),
      },
      certificate,
    );
    const { digestOf } = asker({ certificate, credentials: LOGIN });
    assert.equal(await outcome(digestOf(imageAt(`${server.host}/x:1`))), DIGEST);
    assert.deepEqual(server.asked.slice(1), [`HEAD /v2/x/manifests/1 ${SENT}`, `HEAD /v2/y/manifests/1 ${SENT}`]);
  });

  test('go to a token server on the same host, and not to one on another', async (t) => {
    const realm = await faultServer(t, { 'GET /token': token('{"token":"t"}') }, certificate);
    for (const [name, expected] of [
      ['127.0.0.1', `GET /token?service=here&scope=repository%3Ax%3Apull ${SENT}`],
      ['localhost', 'GET /token?service=here&scope=repository%3Ax%3Apull'],
    ] as const) {
      const challenge = () => bearer(`https://${name}:${realm.port}/token`);
      const server = await faultServer(t, { '': wanting('Bearer t', challenge) }, certificate);
      const { digestOf } = asker({ certificate, credentialsFor: loginOf(server.host) });
      assert.equal(await outcome(digestOf(imageAt(`${server.host}/x:1`))), DIGEST);
      assert.equal(realm.asked.at(-1), expected);
    }
  });

  const HOSTILE: readonly (readonly [realm: string, expected: string])[] = [
    ['http://token.example/token', 'broken: the token server token.example has no TLS: nothing is sent there'],
    ['javascript:alert(1)', 'broken: HOST names no token server that can be asked'],
    ['https://a:b@token.example/', 'broken: HOST names no token server that can be asked'],
    ['', 'broken: HOST names no token server that can be asked'],
  ];
  for (const [realm, expected] of HOSTILE) {
    test(`go to no token server at '${realm}'`, async (t) => {
      const server = await faultServer(t, { '': status(401, bearer(realm)) });
      const { digestOf } = asker({ credentials: LOGIN });
      const said = await outcome(digestOf(imageAt(`${server.host}/x:1`)));
      assert.equal(said.replaceAll(server.host, 'HOST'), expected);
    });
  }
});

describe('a token server that answers with', () => {
  const ROWS: readonly (readonly [name: string, respond: Respond, expected: string])[] = [
    ['a token', token('{"token":"t"}'), DIGEST],
    ['an access token', token('{"access_token":"t","expires_in":"soon"}'), DIGEST],
    ['a token of two lines', token('{"token":"t\\r\\nx: y"}'), 'broken: the token server REALM answers with no token'],
    ['a number', token('{"token":1}'), 'broken: the token server REALM answers with no token'],
    ['no JSON', token('<html>'), 'broken: the token server REALM answers with no token'],
    [
      'a long token',
      token(`{"token":"${'t'.repeat(20_000)}"}`),
      'broken: the token server REALM answers with no token',
    ],
    ['a book', token('x'.repeat(70_000)), 'broken: REALM answers with more than 64 KB'],
    ['a redirect', status(302, { location: '/elsewhere' }), 'broken: the token server REALM answers with no token'],
    ['500', status(500), 'broken: REALM is in trouble: it answers 500'],
    ['silence', silence, 'timeout: REALM does not answer within 1 s'],
    [
      'a wrong token',
      token('{"token":"other"}'),
      'denied: HOST has no such image, or wants a login: docker login HOST',
    ],
  ];
  for (const [name, respond, expected] of ROWS) {
    test(name, async (t) => {
      const realm = await faultServer(t, { 'GET /token': respond });
      const server = await faultServer(t, {
        '': wanting('Bearer t', () => bearer(`http://${realm.host}/token`)),
      });
      const { digestOf } = asker({ requestMs: 400 });
      const said = await outcome(digestOf(imageAt(`${server.host}/x:1`)));
      assert.equal(said.replaceAll(server.host, 'HOST').replaceAll(realm.host, 'REALM'), expected);
    });
  }
});
