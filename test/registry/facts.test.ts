// What the distribution project's own registry tells of images: what they are, and who vouches for them.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { RegistryFacts, TrustedKey } from '../../server/src/image/registry-facts';
import type { AskingFacts } from '../../server/src/registry/registry';
import { asker, imageAt, NOW } from './ask';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import { INDEX, MANIFEST, type Send } from './images';
import {
  pushAttestations,
  pushImage,
  pushIndexOf,
  pushManifest,
  pushSignature,
  pushSignatures,
  pushText,
  type Target,
} from './make-image';

const SPDX = 'https://spdx.dev/Document';
const SLSA = 'https://slsa.dev/provenance/v0.2';

const pair = (): {
  readonly privateKey: ReturnType<typeof generateKeyPairSync>['privateKey'];
  readonly trusted: TrustedKey;
} => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    privateKey,
    trusted: { name: 'release.pub', pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  };
};
const ours = pair();
const theirs = pair();

describe('facts', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  let send: Send;
  before(async () => {
    registry = await startRegistry();
    send = (path, init) => fetch(`http://${registry.host}${path}`, init);
  });
  after(() => registry?.stop());

  const at = (repository: string): Target => ({ send, repository });
  const factsOf = (text: string, asking?: AskingFacts): Promise<RegistryFacts> =>
    asker().factsOf(imageAt(`${registry.host}/${text}`), asking);

  describe('of what an image is', () => {
    const config = { User: 'node:node', Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['node'], Env: ['TOKEN=s3cret'] };

    test('of an index: its platforms, and one of its images', async () => {
      const target = at('app');
      const manifests = [
        await pushImage(target, 'linux/arm64/v8', { User: '1000' }, '1970-01-01T00:00:00Z'),
        await pushImage(target, 'linux/amd64', config),
        await pushImage(target, 'linux/arm/v7', { User: '' }, 'yesterday'),
      ];
      const digest = await pushIndexOf(target, '1', manifests);
      const facts = await factsOf('app:1');
      assert.deepEqual(facts, {
        digest,
        mediaType: INDEX,
        isDeprecated: false,
        platforms: ['linux/arm64', 'linux/amd64', 'linux/arm/v7'],
        image: {
          platform: 'linux/amd64',
          user: 'node',
          created: '2026-01-02T03:04:05.678901234Z',
          entrypoint: ['/docker-entrypoint.sh'],
          command: ['node'],
          size: 1_234,
        },
        signed: { kind: 'unsigned' },
        attestations: [],
        learned: { host: registry.host, at: NOW },
      });
      const users = ['linux/arm64', 'linux/aarch64', 'linux/arm', 'linux/386', 'windows/amd64'].map(
        async (platform) => (await factsOf('app:1', { platform })).image?.user,
      );
      assert.deepEqual(await Promise.all(users), ['1000', '1000', 'root', undefined, undefined]);
      assert.equal((await factsOf('app:1', { platform: 'linux/arm' })).image?.created, undefined);
    });

    test('of a tag with one image alone', async () => {
      const { digest } = await pushImage(at('single'), 'linux/arm64', config, undefined, '1');
      const facts = await factsOf('single:1');
      const { mediaType, platforms, image } = facts;
      assert.deepEqual([facts.digest, mediaType, platforms, image?.user], [digest, MANIFEST, ['linux/arm64'], 'node']);
      assert.equal((await factsOf('single:1', { platform: 'linux/amd64' })).image, undefined);
    });

    test('of a digest: it, and not what its tag names now', async () => {
      const old = await pushImage(at('moved'), 'linux/amd64', { User: 'old' }, undefined, '1');
      const now = await pushImage(at('moved'), 'linux/amd64', { User: 'new' }, undefined, '1');
      assert.equal((await factsOf(`moved:1@${old.digest}`)).image?.user, 'old');
      assert.equal((await factsOf('moved:1')).digest, now.digest);
      const gone = `sha256:${'0'.repeat(64)}`;
      const { factsOf: ask, hasDigest } = asker();
      await assert.rejects(ask(imageAt(`${registry.host}/moved@${gone}`)), {
        kind: 'missing',
        message: `${registry.host} has no moved@${gone}`,
      });
      assert.equal(await hasDigest(imageAt(`${registry.host}/moved:1@${old.digest}`)), true);
      assert.equal(await hasDigest(imageAt(`${registry.host}/moved:1@${gone}`)), false);
    });

    test('of what is no image: that it is there', async () => {
      const chart = await pushText(at('chart'), 'application/vnd.cncf.helm.config.v1+json', '{"name":"x"}');
      await pushManifest(at('chart'), chart, [], '1');
      const { platforms, image } = await factsOf('chart:1');
      assert.deepEqual([platforms, image], [[], undefined]);
    });
  });

  describe('of who vouches for it', () => {
    const signed = async (
      name: string,
      layers: (digest: string, name: string) => readonly Promise<object>[],
    ): Promise<void> => {
      const { digest } = await pushImage(at(name), 'linux/amd64', { User: name }, undefined, '1');
      await pushSignatures(at(name), digest, await Promise.all(layers(digest, `${registry.host}/${name}`)));
    };
    const keys = [ours.trusted];
    const verdict = async (text: string, asked: readonly TrustedKey[] = keys) =>
      Object.values((await factsOf(text, { keys: asked })).signed).join(': ');

    test('a signature of a key', async () => {
      await signed('signed', (digest, name) => [
        pushSignature(at('signed'), { key: theirs.privateKey, digest, name }),
        pushSignature(at('signed'), { key: ours.privateKey, digest, name }),
      ]);
      assert.equal(await verdict('signed:1'), 'verified: release.pub');
      assert.equal(await verdict('signed:1', []), 'unverified: no key was given to check it with');
      assert.equal(await verdict('signed:1', [pair().trusted]), 'refused: it is not signed with release.pub');
      const wrong = { name: 'x.pem', pem: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
      assert.equal(await verdict('signed:1', [wrong]), 'unverified: x.pem is no ECDSA P-256 public key in PEM');
    });

    const WRONG: readonly (readonly [why: string, change: object])[] = [
      ['what is signed is another image', { digest: `sha256:${'1'.repeat(64)}` }],
      ['it is signed under another name', { name: 'docker.io/library/other' }],
      ['it is signed under another name', { name: '' }],
      ['what is signed is no image', { type: 'atomic container signature' }],
    ];
    for (const [i, [why, change]] of WRONG.entries()) {
      test(`a true signature, but ${why}: ${Object.keys(change)}`, async () => {
        const repository = `wrong${i}`;
        await signed(repository, (digest, name) => [
          pushSignature(at(repository), { key: ours.privateKey, digest, name, ...change }),
        ]);
        assert.equal(await verdict(`${repository}:1`), `refused: ${why}`);
      });
    }

    test('a signature without a key is not checked, and said to be so', async () => {
      const annotations = { 'dev.sigstore.cosign/certificate': '-----BEGIN CERTIFICATE-----' };
      await signed('keyless', (digest, name) => [
        pushSignature(at('keyless'), { key: theirs.privateKey, digest, name, annotations }),
      ]);
      const why = "its signature is keyless, which is not supported: only cosign's with a key is checked";
      assert.equal(await verdict('keyless:1'), `unverified: ${why}`);
    });

    test('what refers to it, in the list under a tag where the registry has no other', async () => {
      const target = at('referred');
      const { digest } = await pushImage(target, 'linux/amd64', {}, undefined, '1');
      const layer = await pushSignature(target, { key: ours.privateKey, digest, name: `${registry.host}/referred` });
      const signature = await pushSignatures(target, digest, [layer], 'kept');
      const list = [
        { ...signature, artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json' },
        { ...signature, artifactType: 'application/spdx+json' },
        { ...signature, artifactType: 'text/x-other' },
        {
          ...signature,
          artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
        },
      ];
      await pushIndexOf(target, digest.replace(':', '-'), list);
      assert.equal(await verdict('referred:1'), 'verified: release.pub');
      assert.deepEqual((await factsOf('referred:1')).attestations, [
        { kind: 'sbom' },
        { kind: 'provenance', predicateType: 'https://slsa.dev/provenance/v1' },
      ]);
    });

    for (const [type, predicateType, kind] of [
      ['application/vnd.cncf.notary.signature', undefined, "notation's"],
      ['application/vnd.dev.sigstore.bundle.v0.3+json', 'https://sigstore.dev/cosign/sign/v1', 'a sigstore bundle'],
    ] as const) {
      test(`a signature that is ${kind}`, async () => {
        const repository = `other${kind.length}`;
        const { digest } = await pushImage(at(repository), 'linux/amd64', {}, undefined, '1');
        const annotations = predicateType && { 'dev.sigstore.bundle.predicateType': predicateType };
        const artifact = await pushSignatures(at(repository), digest, [], 'kept');
        await pushIndexOf(at(repository), digest.replace(':', '-'), [{ ...artifact, artifactType: type, annotations }]);
        const why = `its signature is ${kind}, which is not supported: only cosign's with a key is checked`;
        assert.equal(await verdict(`${repository}:1`), `unverified: ${why}`);
      });
    }

    test('attestations in the index, of the image that is told of', async () => {
      const target = at('attested');
      const [amd64, arm64] = [await pushImage(target, 'linux/amd64'), await pushImage(target, 'linux/arm64', {}, '')];
      const manifests = [
        amd64,
        arm64,
        await pushAttestations(target, amd64, [SPDX, SLSA]),
        await pushAttestations(target, arm64, ['https://acme.example/tests']),
      ];
      await pushIndexOf(target, '1', manifests);
      const { attestations, platforms, signed: verdictOfNone } = await factsOf('attested:1');
      assert.deepEqual(platforms, ['linux/amd64', 'linux/arm64']);
      assert.deepEqual(attestations, [
        { kind: 'sbom', predicateType: SPDX },
        { kind: 'provenance', predicateType: SLSA },
      ]);
      assert.deepEqual(verdictOfNone, { kind: 'unsigned' });
      const others = (await factsOf('attested:1', { platform: 'linux/arm64' })).attestations;
      assert.deepEqual(others, [{ kind: 'other', predicateType: 'https://acme.example/tests' }]);
    });
  });
});
