// Registries that are slow, broken or hostile: each ends in a sentence, and nothing hangs.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { failureOf } from '../../server/src/registry/failure';
import { type AskOptions, asker, imageAt, NOW, outcome } from './ask';
import {
  BODY,
  breakOff,
  DIGEST,
  faultServer,
  healthy,
  inTurn,
  type Respond,
  silence,
  status,
  wholeOnly,
} from './fault-server';
import { INDEX } from './images';
import { expectNoStrayRejection } from './rejections';

const BASIC = { 'www-authenticate': 'Basic realm="x"' };
const LOGIN = { kind: 'password', username: 'alice', password: 's3cret' } as const;
const HUB_LIMIT = { 'ratelimit-limit': '100;w=21600', 'retry-after': '3600' };
const manifest =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Respond =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': INDEX, ...headers }).end(body);

interface Row {
  readonly name: string;
  readonly faults: Readonly<Record<string, Respond>>;
  readonly expected: string;
  readonly waits?: readonly number[];
  readonly options?: AskOptions;
}

const ROWS: readonly Row[] = [
  { name: 'nothing is wrong', faults: {}, expected: DIGEST },
  {
    name: 'silence',
    faults: { 'HEAD ': silence },
    options: { requestMs: 700 },
    expected: 'timeout: HOST does not answer within 1 s',
    waits: [500, 1_000],
  },
  {
    name: 'silence, longer than an image may take',
    faults: { 'HEAD ': silence },
    options: { imageMs: 60 },
    expected: 'timeout: there was no answer within 1 s',
  },
  {
    name: 'a body that never ends',
    faults: wholeOnly((_, response) => void response.writeHead(200).write('{')),
    options: { requestMs: 700 },
    expected: 'timeout: HOST does not answer within 1 s',
    waits: [500, 1_000],
  },
  {
    name: 'a connection that breaks off',
    faults: { 'HEAD ': breakOff },
    expected: 'unreachable: HOST breaks off the connection',
    waits: [500, 1_000],
  },
  {
    name: 'a connection that breaks off once',
    faults: { 'HEAD ': inTurn(breakOff, healthy) },
    expected: DIGEST,
    waits: [500],
  },
  {
    name: '500',
    faults: { 'HEAD ': status(500) },
    expected: 'broken: HOST is in trouble: it answers 500',
    waits: [500, 1_000],
  },
  { name: '503 once', faults: { 'HEAD ': inTurn(status(503), healthy) }, expected: DIGEST, waits: [500] },
  {
    name: '429 that asks for a moment',
    faults: { 'HEAD ': inTurn(status(429, { 'retry-after': '2' }), healthy) },
    expected: DIGEST,
    waits: [2_000],
  },
  {
    name: '429 that names the time',
    faults: { 'HEAD ': inTurn(status(429, { 'retry-after': 'Sun, 22 Nov 2026 12:00:03 GMT' }), healthy) },
    expected: DIGEST,
    waits: [3_000],
  },
  {
    name: '429 that asks for an hour',
    faults: { 'HEAD ': status(429, HUB_LIMIT) },
    expected: 'limit: HOST has had too many requests (100 are allowed in 360 min); it asks to wait 3600 s',
  },
  {
    name: '429 that says what is left',
    faults: { 'HEAD ': status(429, { ...HUB_LIMIT, 'ratelimit-remaining': '0;w=21600' }) },
    expected: 'limit: HOST has had too many requests (0 of 100 left in 360 min); it asks to wait 3600 s',
  },
  {
    name: '429 that says what is left of a time that it does not tell',
    faults: { 'HEAD ': status(429, { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'retry-after': '60' }) },
    expected: 'limit: HOST has had too many requests (0 of 100 left); it asks to wait 60 s',
  },
  {
    name: '429 with hostile headers',
    faults: { 'HEAD ': status(429, { 'ratelimit-limit': '1;w=\tx', 'retry-after': '9'.repeat(40) }) },
    expected: 'limit: HOST has had too many requests',
    waits: [500, 1_000],
  },
  {
    name: '401 again and again, without a login',
    faults: { '': status(401, BASIC) },
    expected: 'denied: HOST has no such image, or wants a login: docker login HOST',
  },
  {
    name: '401 again and again, with a login',
    faults: { '': status(401, BASIC) },
    options: { credentials: LOGIN },
    expected: 'denied: HOST refuses the credentials of this machine',
  },
  {
    name: '401 that asks for nothing',
    faults: { 'HEAD ': status(401) },
    expected: 'denied: HOST has no such image, or wants a login: docker login HOST',
  },
  { name: '403', faults: { 'HEAD ': status(403) }, expected: 'denied: HOST does not let us read x' },
  { name: '404', faults: { 'HEAD ': status(404) }, expected: 'missing: HOST has no x:1' },
  { name: 'no registry', faults: { 'GET /v2/': status(404) }, expected: 'broken: HOST is no registry: it answers 404' },
  { name: 'no HEAD', faults: { 'HEAD ': status(405) }, expected: DIGEST },
  { name: 'no digest in the headers', faults: wholeOnly(manifest(BODY)), expected: DIGEST },
  {
    name: 'a digest that is none',
    faults: { 'HEAD ': manifest('', { 'docker-content-digest': 'sha256:\t../../x' }), 'GET /v2/x': manifest(BODY) },
    expected: DIGEST,
  },
  {
    name: 'a wrong digest',
    faults: wholeOnly(manifest(BODY, { 'docker-content-digest': `sha256:${'0'.repeat(64)}` })),
    expected: 'broken: HOST answers with another manifest than it says',
  },
  {
    name: 'half a body',
    faults: wholeOnly((request, response) => {
      response.writeHead(200, { 'content-type': INDEX, 'content-length': '99' });
      response.write(BODY, () => request.socket.destroy());
    }),
    expected: 'unreachable: HOST breaks off the connection',
    waits: [500, 1_000],
  },
  {
    name: 'a huge body',
    faults: wholeOnly(manifest(Buffer.alloc(4_194_305, 32))),
    expected: 'broken: HOST answers with more than 4096 KB',
  },
  {
    name: 'deep JSON',
    faults: wholeOnly(manifest('['.repeat(1_000_000))),
    expected: 'broken: HOST answers with no manifest',
  },
  { name: 'a page', faults: wholeOnly(manifest('<html>\x1b[2J')), expected: 'broken: HOST answers with no manifest' },
  { name: 'null', faults: wholeOnly(manifest('null')), expected: 'broken: HOST answers with no manifest' },
  {
    name: 'schema 1',
    faults: wholeOnly(manifest('{"schemaVersion":1}')),
    expected: 'deprecated: HOST has it in the old schema 1 alone, which no digest holds',
  },
  {
    name: 'schema 1 by its type',
    faults: { 'HEAD ': status(200, { 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws' }) },
    expected: 'deprecated: HOST has it in the old schema 1 alone, which no digest holds',
  },
  {
    name: 'headers without end',
    faults: { 'HEAD ': status(200, { x: 'y'.repeat(20_000) }) },
    expected: 'broken: HOST answers with headers that are too long',
  },
  {
    name: 'a redirect in a circle',
    faults: { 'HEAD ': status(307, { location: '/v2/x/manifests/1' }) },
    expected: 'broken: HOST redirects again and again',
  },
  {
    name: 'a redirect to nowhere',
    faults: { 'HEAD ': status(307, { location: 'http://[' }) },
    expected: 'broken: HOST redirects to nowhere',
  },
  {
    name: 'a redirect to another host without TLS',
    faults: { 'HEAD ': status(302, { location: 'http://localhost:9/steal' }) },
    expected: 'broken: HOST redirects to a place without TLS',
  },
  {
    name: 'a redirect to a file',
    faults: { 'HEAD ': status(302, { location: 'file:///etc/passwd' }) },
    expected: 'broken: HOST redirects to a place without TLS',
  },
];

describe('a registry that answers with', () => {
  expectNoStrayRejection();

  for (const { name, faults, expected, waits = [], options } of ROWS) {
    test(name, async (t) => {
      const server = await faultServer(t, faults);
      const { digestOf, waits: waited } = asker(options);
      const said = await outcome(digestOf(imageAt(`${server.host}/x:1`)));
      assert.equal(said.replaceAll(server.host, 'HOST'), expected);
      assert.deepEqual(waited, waits);
      assert.doesNotMatch(said, /[\x00-\x1f]|s3cret/);
    });
  }

  const SOCKETS: readonly (readonly [name: string, answer: (socket: Socket) => void, expected: string])[] = [
    ['words that are no HTTP', (socket) => socket.end('220 mail ready\r\n'), 'broken: HOST does not answer in HTTP'],
    ['nothing at all, not even TLS', () => {}, 'timeout: HOST does not answer within 1 s'],
  ];
  for (const [name, answer, expected] of SOCKETS) {
    test(name, async (t) => {
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket.on('error', () => {}));
        answer(socket);
      });
      t.after(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { digestOf } = asker({ requestMs: 200 });
      assert.equal((await outcome(digestOf(imageAt(`${host}/x:1`)))).replaceAll(host, 'HOST'), expected);
    });
  }

  test('a host that is not there, or is no host', async () => {
    const { digestOf } = asker();
    assert.equal(await outcome(digestOf(imageAt('127.0.0.1:1/x'))), 'unreachable: 127.0.0.1:1 refuses the connection');
    assert.equal(
      await outcome(digestOf(imageAt('a.invalid:99999999/x'))),
      'unreachable: a.invalid:99999999 is no address',
    );
  });
});

describe('an error of the system is told as', () => {
  const CODES: readonly (readonly [code: string, expected: string])[] = [
    ['ENOTFOUND', 'there is no host HOST'],
    ['EAI_AGAIN', "the name HOST can't be looked up"],
    ['EHOSTUNREACH', 'there is no way to HOST'],
    ['CERT_HAS_EXPIRED', 'the certificate of HOST has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of HOST is for another host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'HOST does not speak TLS'],
    ['HPE_INVALID_CONSTANT', 'HOST does not answer in HTTP'],
    ['ESOMETHING', "HOST can't be reached: ESOMETHING"],
  ];
  for (const [code, expected] of CODES) {
    test(expected, () => {
      const error = Object.assign(new Error('with a secret in it'), { code });
      assert.equal(failureOf(error, 'HOST').message, expected);
    });
  }
});

test('what can’t be opened is asked once, whatever the number of images', async (t) => {
  const server = await faultServer(t, { 'GET /v2/': status(404) });
  const { digestOf } = asker();
  const images = Array.from({ length: 20 }, (_, i) => imageAt(`${server.host}/x:${i}`));
  const said = new Set(await Promise.all(images.map((image) => outcome(digestOf(image)))));
  assert.deepEqual([...said], [`broken: ${server.host} is no registry: it answers 404`]);
  assert.equal(server.asked.length, 1);
});

test('what can’t be opened is tried again behind ten seconds', async (t) => {
  const server = await faultServer(t, { 'GET /v2/': inTurn(status(404), healthy) });
  let now = NOW;
  const { digestOf } = asker({ now: () => now });
  const image = imageAt(`${server.host}/x:1`);
  const closed = `broken: ${server.host} is no registry: it answers 404`;
  assert.equal(await outcome(digestOf(image)), closed);
  now += 9_999;
  assert.equal(await outcome(digestOf(image)), closed);
  now += 1;
  assert.equal(await outcome(digestOf(image)), DIGEST);
});

test('who cancels spoils it for nobody else', async (t) => {
  const stop = new AbortController();
  const held: (() => void)[] = [];
  const hold: Respond = (request, response) => void held.push(() => healthy(request, response));
  const server = await faultServer(t, { 'GET /v2/': hold, 'HEAD ': hold });
  const { digestOf } = asker();
  const image = imageAt(`${server.host}/x:1`);
  const cancelled = outcome(digestOf(image, { signal: stop.signal }));
  const [same, other] = [outcome(digestOf(image)), outcome(digestOf(imageAt(`${server.host}/y:1`)))];
  const answerAll = async (count: number): Promise<void> => {
    while (held.length < count) await new Promise((resolve) => setImmediate(resolve));
    for (const answer of held.splice(0)) answer();
  };
  stop.abort();
  assert.equal(await cancelled, 'aborted: it was cancelled');
  await answerAll(1);
  await answerAll(2);
  assert.deepEqual([await same, await other], [DIGEST, DIGEST]);
  assert.equal(server.asked.length, 3);
});

test('what nobody waits for any more is called off', async (t) => {
  const stop = new AbortController();
  let closed: Promise<unknown> | undefined;
  const server = await faultServer(t, {
    'HEAD ': ({ socket }) => {
      closed = once(socket, 'close');
      stop.abort();
    },
  });
  const { digestOf } = asker();
  const image = imageAt(`${server.host}/x:1`);
  assert.equal(await outcome(digestOf(image, { signal: stop.signal })), 'aborted: it was cancelled');
  await closed;
  assert.equal(
    await outcome(digestOf(image, { signal: stop.signal })),
    'aborted: it was cancelled',
    'before it begins',
  );
  assert.equal(server.asked.length, 2);
});

test('who cancels waits for nobody', async (t) => {
  const stop = new AbortController();
  const server = await faultServer(t, { 'HEAD ': () => stop.abort() });
  const { digestOf } = asker({ signal: stop.signal });
  assert.equal(await outcome(digestOf(imageAt(`${server.host}/x:1`))), 'aborted: it was cancelled');
});
