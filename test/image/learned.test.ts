// What registries said, laid over the tables: rules see the image's own user.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import { imageKey, type LearnedImage, withLearned } from '../../server/src/image/learned';
import { isOffered } from '../../server/src/image/platforms';
import { parseImageReference } from '../../server/src/image/reference';
import { analyse } from '../support/analyse';

const learned = { where: 'ghcr.io', when: '2026-11-20' };
const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

function rulesIn(text: string, images: Readonly<Record<string, LearnedImage>> = {}): string[] {
  return analyse(text, 'recommended', 'Dockerfile', { learned: images }).findings.map(({ rule }) => rule);
}

test("missing-user goes by the image's own user, where a registry said it", () => {
  const text = `FROM ghcr.io/acme/app:1@${SHA}\nCMD ["app"]\n`;
  const as = (user: string) => ({ [`ghcr.io/acme/app:1@${SHA}`]: { user, learned } });
  assert.deepEqual(rulesIn(text), []);
  assert.deepEqual(rulesIn(text, as('')), ['missing-user']);
  assert.deepEqual(rulesIn(text, as('0:0')), ['missing-user']);
  assert.deepEqual(rulesIn(text, as('1000')), []);
  assert.deepEqual(rulesIn(text, { 'ghcr.io/acme/app:1': { user: '', learned } }), []);
});

test('it counts more than the table, which keeps what the registry did not say', () => {
  const node = parseImageReference('node:24.4-alpine');
  assert.ok(node);
  const facts = withLearned(bundledImageFacts, { 'docker.io/library/node:24.4-alpine': { user: 'node', learned } });
  assert.equal(bundledImageFacts.of(node)?.user, 'root');
  assert.equal(facts.of(node)?.user, 'node');
  assert.equal(facts.of(node)?.distribution, 'alpine');
  assert.deepEqual(facts.release(node), bundledImageFacts.release(node));
});

test('one key for all spellings', () => {
  const key = (text: string): string | undefined => {
    const reference = parseImageReference(text);
    return reference && imageKey(reference);
  };
  for (const text of ['node', 'node:latest', 'library/node', 'index.docker.io/node'])
    assert.equal(key(text), 'docker.io/library/node:latest');
  assert.equal(key(`node@${SHA}`), `docker.io/library/node@${SHA}`);
  assert.equal(key(`node:24@${SHA}`), `docker.io/library/node:24@${SHA}`);
});

test('platforms that an image is there for', () => {
  const OFFERED = ['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8', 'windows/amd64'];
  for (const platform of [
    'linux/amd64',
    'amd64',
    'x86_64',
    'arm64',
    'linux/aarch64',
    'linux/arm',
    'armhf',
    'LINUX/AMD64',
  ])
    assert.ok(isOffered(platform, OFFERED), platform);
  for (const platform of ['linux', 'windows', 'linux/amd64/v3', 'windows/amd64', 'linux/arm64/v9'])
    assert.ok(isOffered(platform, OFFERED), platform);
  for (const platform of ['linux/s390x', 's390x', 'linux/386', 'linux/arm/v6', 'darwin/arm64', 'windows/arm64'])
    assert.ok(!isOffered(platform, OFFERED), platform);
});
