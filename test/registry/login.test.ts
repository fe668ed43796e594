// `hullwright pin` against registries that want to know who asks: with a token server, and with TLS and passwords.
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { folderWith, type Run } from '../cli/run-cli';
import { type Certificate, makeCertificate } from './certificate';
import { missingOpenssl, missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import { pushIndex } from './images';
import { image, pin } from './run-pin';
import { IDENTITY, ISSUER, LOGIN, SERVICE, startTokenServer, type TokenServer } from './token-server';

const PASSWORD = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
const WRONG = Buffer.from('alice:guessed').toString('base64');

/** Nothing that a person or a log gets to see holds a secret. */
function assertNothingTold(run: Run): void {
  for (const secret of [LOGIN.password, PASSWORD, WRONG, 'guessed', IDENTITY, 'eyJ']) {
    assert.ok(!`${run.out}${run.err}`.includes(secret), `${secret} is told: ${run.err}`);
  }
}

describe('a token server', { skip: missingRegistry || missingOpenssl }, () => {
  let certificate: Certificate;
  let tokens: TokenServer;
  let registry: RunningRegistry;
  let digest = '';
  before(async () => {
    certificate = makeCertificate();
    tokens = await startTokenServer(certificate);
    registry = await startRegistry({
      REGISTRY_AUTH: 'token',
      REGISTRY_AUTH_TOKEN_REALM: tokens.realm,
      REGISTRY_AUTH_TOKEN_SERVICE: SERVICE,
      REGISTRY_AUTH_TOKEN_ISSUER: ISSUER,
      REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE: certificate.certificatePath,
    });
    for (const repository of ['acme/base', 'public/base']) {
      const authorization = `Bearer ${tokens.tokenFor(repository, ['pull', 'push'])}`;
      digest = await pushIndex(
        (path, init) =>
          fetch(`http://${registry.host}${path}`, { ...init, headers: { ...init.headers, authorization } }),
        repository,
        '1',
      );
    }
  });
  after(async () => {
    await registry?.stop();
    tokens?.stop();
    certificate?.remove();
  });

  const dockerfile = (repository: string): string => `FROM ${registry.host}/${repository}:1\n`;
  const pinned = (repository: string): string => `FROM ${registry.host}/${repository}:1@${digest}\n`;
  const config = (settings: unknown): string => JSON.stringify(settings).replaceAll('HOST', registry.host);

  const ROWS: readonly (readonly [name: string, settings: unknown, asked: string])[] = [
    ['auth', { auths: { HOST: { auth: PASSWORD } } }, 'GET password acme/base'],
    ['an old key', { auths: { 'https://HOST/v1/': { auth: PASSWORD } } }, 'GET password acme/base'],
    ['a namespace', { auths: { 'HOST/acme': { auth: PASSWORD }, HOST: { auth: WRONG } } }, 'GET password acme/base'],
    ['username and password', { auths: { HOST: LOGIN } }, 'GET password acme/base'],
    ['an identity token', { auths: { HOST: { identitytoken: IDENTITY } } }, 'POST identity acme/base'],
  ];
  for (const [name, settings, asked] of ROWS) {
    test(`gives tokens for ${name}`, async (t) => {
      const folder = folderWith(t, {
        Dockerfile: `${dockerfile('acme/base')}${dockerfile('acme/base')}`,
        '.docker/config.json': config(settings),
      });
      const before = tokens.asked.length;
      const run = await pin(folder);
      assert.equal(run.err, `asking ${registry.host}\n`);
      assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), pinned('acme/base').repeat(2));
      assert.deepEqual(tokens.asked.slice(before), [asked], 'one token serves a repository');
      assertNothingTold(run);
    });
  }

  test('gives one token for all that is told of an image', async (t) => {
    const settings = config({ auths: { HOST: { auth: PASSWORD } } });
    const folder = folderWith(t, { '.docker/config.json': settings });
    const before = tokens.asked.length;
    const run = await image(folder, [`${registry.host}/acme/base:1`]);
    assert.match(
      run.out,
      /^ {2}platforms {5}linux\/amd64, linux\/arm64\n {2}looked at {5}linux\/amd64\n {2}user {10}root$/m,
    );
    assert.match(run.out, new RegExp(`digest        ${digest}$`, 'm'));
    assert.deepEqual(tokens.asked.slice(before), ['GET password acme/base']);
    assert.equal(run.code, 0);
    assertNothingTold(run);
  });

  test('gives tokens to podman’s logins', async (t) => {
    const auth = config({ auths: { HOST: { auth: PASSWORD } } });
    const folder = folderWith(t, { Dockerfile: dockerfile('acme/base'), '.config/containers/auth.json': auth });
    assert.equal((await pin(folder)).code, 0);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), pinned('acme/base'));
  });

  test('gives tokens to nobody for what is public', async (t) => {
    const folder = folderWith(t, { Dockerfile: dockerfile('public/base') });
    assert.equal((await pin(folder)).code, 0);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), pinned('public/base'));
    assert.equal(tokens.asked.at(-1), 'GET anonymous public/base');
  });

  const REFUSED: readonly (readonly [name: string, settings: unknown, message: RegExp])[] = [
    ['nobody', {}, /HOST has no such image, or wants a login: docker login HOST$/m],
    ['a wrong password', { auths: { HOST: { auth: WRONG } } }, /the token server 127.+ refuses: it answers 401$/m],
    [
      'a broken login',
      { auths: { HOST: { auth: 'YWxpY2U=' } } },
      /the login for HOST that this machine keeps can't be read$/m,
    ],
    ['a helper that is not there', { credsStore: 'none-such' }, /docker-credential-none-such: it is not on the PATH$/m],
    ['a helper that is a path', { credsStore: '../evil' }, /a credential helper: its name is none of a program$/m],
  ];
  for (const [name, settings, message] of REFUSED) {
    test(`refuses ${name}`, async (t) => {
      const text = dockerfile('acme/base');
      const folder = folderWith(t, { Dockerfile: text, '.docker/config.json': config(settings) });
      const run = await pin(folder);
      assert.equal(run.code, 2);
      assert.match(run.err.replaceAll(registry.host, 'HOST'), message);
      assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), text);
      assertNothingTold(run);
    });
  }

  describe('asked with a credential helper', {
    skip: process.platform === 'win32' && 'helpers here are scripts',
  }, () => {
    const HELPERS: readonly (readonly [name: string, script: string, message: RegExp])[] = [
      ['a login', `read url; [ "$url" = HOST ] && echo '{"Username":"alice","Secret":"s3cret"}'`, /^1 image pinned/m],
      ['an identity', `echo '{"Username":"<token>","Secret":"${IDENTITY}"}'`, /^1 image pinned/m],
      [
        'nothing',
        'echo "credentials not found in native keychain"; exit 1',
        /HOST has no such image, or wants a login/,
      ],
      ['an error', 'echo s3cret; exit 3', /docker-credential-test: it ends with 3$/m],
      ['no JSON', 'echo s3cret', /docker-credential-test: no login in its answer$/m],
      ['too much', 'yes s3cret', /docker-credential-test: its answer is too long$/m],
    ];
    for (const [name, script, message] of HELPERS) {
      test(`that answers ${name}`, async (t) => {
        const folder = folderWith(t, {
          Dockerfile: dockerfile('acme/base'),
          '.docker/config.json': config({ credHelpers: { HOST: 'test' } }),
          'bin/docker-credential-test': `#!/bin/sh\n${script.replace('HOST', registry.host)}\n`,
          // One in the folder that is worked on is never run.
          'docker-credential-test': '#!/bin/sh\nexit 9\n',
        });
        for (const path of ['bin/docker-credential-test', 'docker-credential-test'])
          chmodSync(join(folder, path), 0o755);
        const path = ['.', '', join(folder, 'bin'), process.env.PATH].join(delimiter);
        const run = await pin(folder, [], { PATH: path });
        assert.match(`${run.out}${run.err}`.replaceAll(registry.host, 'HOST'), message);
        assertNothingTold(run);
      });
    }
  });
});

describe('TLS and passwords', { skip: missingRegistry || missingOpenssl }, () => {
  let certificate: Certificate;
  let registry: RunningRegistry;
  let digest = '';
  before(async () => {
    certificate = makeCertificate();
    const passwords = join(certificate.folder, 'htpasswd');
    writeFileSync(passwords, 'alice:$2y$05$aesVMF0vS1WInG/b0zUwXeHuUerXH8zt6ZNsvuF8rF6DHp0yG/gIO\n');
    registry = await startRegistry({
      REGISTRY_AUTH: 'htpasswd',
      REGISTRY_AUTH_HTPASSWD_REALM: 'test',
      REGISTRY_AUTH_HTPASSWD_PATH: passwords,
      REGISTRY_HTTP_TLS_CERTIFICATE: certificate.certificatePath,
      REGISTRY_HTTP_TLS_KEY: certificate.keyPath,
    });
    digest = await pushIndex(sendOverTls, 'acme/base', '1');
  });
  after(async () => {
    await registry?.stop();
    certificate?.remove();
  });

  /** Node's fetch can't be told of a certificate. */
  const sendOverTls: Parameters<typeof pushIndex>[0] = (path, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        headers: { ...headers, authorization: `Basic ${PASSWORD}` },
        ca: readFileSync(certificate.certificatePath),
      };
      const sent = request(`https://${registry.host}${path}`, options, (response) => {
        response.resume().once('end', () => {
          const { location = '' } = response.headers;
          resolve(new Response(null, { status: response.statusCode, headers: { location } }));
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });

  const files = (auth: string) => ({
    Dockerfile: `FROM ${registry.host}/acme/base:1\n`,
    '.docker/config.json': JSON.stringify({ auths: { [registry.host]: { auth } } }),
  });
  const ROWS: readonly (readonly [name: string, auth: string, args: string, ca: string, expected: RegExp])[] = [
    ['with the system’s authority and the password', PASSWORD, '', 'SSL_CERT_FILE', /^1 image pinned/m],
    ['with the authority and the password', PASSWORD, '', 'NODE_EXTRA_CA_CERTS', /^1 image pinned/m],
    [
      'without the authority',
      PASSWORD,
      '',
      '',
      /nobody that this machine trusts has signed the certificate of HOST; NODE_EXTRA_CA_CERTS adds a CA$/m,
    ],
    ['that the user lists as insecure', PASSWORD, '--insecure=HOST', '', /^1 image pinned/m],
    ['with a wrong password', WRONG, '', 'NODE_EXTRA_CA_CERTS', /HOST refuses the credentials of this machine$/m],
    ['without a password', '', '', 'SSL_CERT_FILE', /HOST has no such image, or wants a login/],
  ];
  test('all that is told of an image', async (t) => {
    const ca = { SSL_CERT_FILE: certificate.certificatePath };
    const run = await image(folderWith(t, files(PASSWORD)), [`${registry.host}/acme/base:1`], ca);
    assert.match(run.out, new RegExp(`digest        ${digest}\n(.*\n)*  user          root\n`));
    assert.match(run.out, /^ {2}signature {5}none$/m);
    assert.equal(run.code, 0);
    assertNothingTold(run);
  });

  test('that a configuration alone lists as insecure sees no login', async (t) => {
    const configuration = `registries: { insecure: ['${registry.host}'] }\n`;
    const folder = folderWith(t, { ...files(PASSWORD), '.hullwright.yaml': configuration });
    const run = await pin(folder);
    const message = `${registry.host} wants a login, which goes to a registry without TLS only with --insecure ${registry.host}`;
    assert.ok(run.err.includes(message), run.err);
    assert.equal(run.code, 2);
    assert.equal((await pin(folder, [`--insecure=${registry.host}`])).code, 0);
  });

  for (const [name, auth, args, ca, expected] of ROWS) {
    test(name, async (t) => {
      const folder = folderWith(t, files(auth));
      const extra = ca === '' ? {} : { [ca]: certificate.certificatePath };
      const run = await pin(folder, args === '' ? [] : [args.replace('HOST', registry.host)], extra);
      assert.match(`${run.out}${run.err}`.replaceAll(registry.host, 'HOST'), expected);
      assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8').includes(digest), run.code === 0);
      assertNothingTold(run);
    });
  }
});
