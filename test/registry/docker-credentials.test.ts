// Which login of this machine is for which registry.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { dockerCredentials } from '../../server/src/registry/docker-credentials';
import { folderWith } from '../cli/run-cli';
import { NOW } from './ask';

const auth = (name: string): { auth: string } => ({ auth: Buffer.from(`${name}:p:w`).toString('base64') });

const clock = { now: () => NOW };

test('what the environment gives comes first', async (t) => {
  const config = (name: string): string => JSON.stringify({ auths: { 'ghcr.io': auth(name) } });
  const folder = folderWith(t, { 'config.json': config('file') });
  const env = { DOCKER_CONFIG: folder, DOCKER_AUTH_CONFIG: config('given') };
  const credentialsFor = dockerCredentials({ env, home: folder, askHelper: async () => undefined, clock });
  assert.deepEqual(await credentialsFor('ghcr.io', 'x'), { kind: 'password', username: 'given', password: 'p:w' });
});

describe('a login for', () => {
  const ROWS: readonly (readonly [image: string, settings: unknown, expected: string])[] = [
    ['docker.io/library/node', { auths: { 'https://index.docker.io/v1/': auth('hub') } }, 'hub p:w'],
    ['docker.io/library/node', { auths: { 'docker.io': auth('hub') } }, 'hub p:w'],
    ['docker.io/library/node', { auths: { 'https://index.docker.io/v1/access-token': auth('x') } }, 'nobody'],
    ['docker.io/library/node', { credsStore: 'store' }, 'store https://index.docker.io/v1/'],
    ['ghcr.io/acme/app', { credsStore: 'store', credHelpers: { 'ghcr.io': 'own' } }, 'own ghcr.io'],
    ['ghcr.io/acme/app', { credHelpers: { 'ghcr.io': '' }, auths: { 'ghcr.io': auth('a') } }, 'a p:w'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io': auth('a'), 'ghcr.io/acme': auth('b') } }, 'b p:w'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io/acm': auth('b') } }, 'nobody'],
    ['ghcr.io/acme/app', { auths: { 'http://ghcr.io/v2/': auth('a') } }, 'a p:w'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io.evil.com': auth('b') } }, 'nobody'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io': {} } }, 'nobody'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io': { registrytoken: 't' } } }, 'token t'],
    ['ghcr.io/acme/app', { auths: { 'ghcr.io': { ...auth('a'), identitytoken: 'i' } } }, 'identity i'],
    ['constructor/x', { auths: {} }, 'nobody'],
    ['ghcr.io/acme/app', [], 'nobody'],
    ['ghcr.io/acme/app', { auths: 'x', credHelpers: 1, credsStore: {} }, 'nobody'],
  ];
  for (const [image, settings, expected] of ROWS) {
    test(`${image} in ${JSON.stringify(settings)}`, async (t) => {
      const folder = folderWith(t, { 'config.json': JSON.stringify(settings) });
      const credentialsFor = dockerCredentials({
        clock,
        env: { DOCKER_CONFIG: folder },
        home: folder,
        askHelper: async (name, url) => ({ kind: 'password', username: name, password: url }),
      });
      const slash = image.indexOf('/');
      const found = await credentialsFor(image.slice(0, slash), image.slice(slash + 1));
      const said = found?.kind === 'password' ? [found.username, found.password] : [found?.kind, found?.token];
      assert.equal(said.filter(Boolean).join(' ') || 'nobody', expected);
    });
  }
});

test('a login that comes later counts half a minute later', async (t) => {
  const folder = folderWith(t, {});
  let now = NOW;
  const credentialsFor = dockerCredentials({
    env: { DOCKER_CONFIG: folder },
    home: folder,
    askHelper: async () => undefined,
    clock: { now: () => now },
  });
  assert.equal(await credentialsFor('ghcr.io', 'x'), undefined);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': auth('late') } }));
  now += 29_000;
  assert.equal(await credentialsFor('ghcr.io', 'x'), undefined);
  now += 1_000;
  assert.deepEqual(await credentialsFor('ghcr.io', 'x'), { kind: 'password', username: 'late', password: 'p:w' });
});
