// `hullwright image`: what it prints of images, signed and not, and how it ends.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { folderWith } from '../cli/run-cli';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import type { Send } from './images';
import { pushAttestations, pushImage, pushIndexOf, pushSignature, pushSignatures } from './make-image';
import { image } from './run-pin';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const OTHER = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'pem' });
const FILES = { 'ours.pub': KEY, 'other.pub': OTHER.toString(), 'no.pub': 'x' };

describe('image', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  let digest = '';
  before(async () => {
    registry = await startRegistry();
    const send: Send = (path, init) => fetch(`http://${registry.host}${path}`, init);
    const target = { send, repository: 'app' };
    const made = await pushImage(
      target,
      'linux/amd64',
      { User: 'app\u001b[2J', Cmd: ['serve'] },
      '1970-01-01T00:00:00Z',
    );
    const statements = await pushAttestations(target, made, ['https://spdx.dev/Document']);
    digest = await pushIndexOf(target, '1', [made, statements]);
    const layer = await pushSignature(target, { key: privateKey, digest, name: `${registry.host}/app` });
    await pushSignatures(target, digest, [layer]);
    await pushImage({ send, repository: 'plain' }, 'linux/arm64', {}, new Date().toISOString(), '1');
  });
  after(() => registry?.stop());

  test('prints what is known, and where from', async (t) => {
    const { code, out, err } = await image(folderWith(t, FILES), [`${registry.host}/app:1`, '--key', 'ours.pub']);
    const told = out
      .replaceAll(registry.host, 'HOST')
      .replace(digest, 'DIGEST')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'NOW');
    assert.deepEqual(told.split('\n'), [
      'HOST/app:1',
      '  digest        DIGEST',
      '  platforms     linux/amd64',
      '  looked at     linux/amd64',
      '  user          app\\x1b[2J',
      '  created       1970-01-01, which says nothing: its builds are the same on every day',
      '  size          2 kB to download',
      '  starts        ["serve"]',
      '  signature     verified with ours.pub',
      '  attestations  SBOM (https://spdx.dev/Document)',
      '  learned       from HOST, NOW',
      '',
    ]);
    assert.deepEqual([code, err], [0, `asking ${registry.host}\n`]);
  });

  test('ends with 1 when an image is not signed with the key, with 2 when one is not known', async (t) => {
    const folder = folderWith(t, FILES);
    const run = async (...args: readonly string[]): Promise<readonly unknown[]> => {
      const { code, out } = await image(folder, args);
      return [code, ...(out.match(/^ {2}(?:signature|not known) .*$/gm) ?? [])];
    };
    const [app, plain, none] = ['app:1', 'plain:1', 'none:1'].map((name) => `${registry.host}/${name}`);
    assert.deepEqual(await run(app ?? '', '--key', 'other.pub'), [
      1,
      '  signature     refused: it is not signed with other.pub',
    ]);
    assert.deepEqual(await run(plain ?? '', '--key', 'ours.pub'), [1, '  signature     none']);
    assert.deepEqual(await run(plain ?? '', app ?? ''), [
      0,
      '  signature     none',
      '  signature     there is one, not verified: no key was given to check it with',
    ]);
    assert.deepEqual(await run(none ?? ''), [2, `  not known     ${registry.host} has no none:1`]);
  });

  test('writes JSON', async (t) => {
    const [plain, none] = ['plain:1', 'none:1'].map((name) => `${registry.host}/${name}`);
    const { out } = await image(folderWith(t, {}), ['--format', 'json', plain ?? '', none ?? '']);
    const { version, images } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(images[1], { name: none, problem: `${registry.host} has no none:1` });
    const { name, platforms, image: told, signed, attestations, learned } = images[0];
    assert.deepEqual([name, platforms, told.user], [plain, ['linux/arm64'], 'root']);
    assert.deepEqual([signed, attestations, learned.host], [{ kind: 'unsigned' }, [], registry.host]);
    assert.ok(Math.abs(Date.parse(learned.at) - Date.now()) < 60_000, learned.at);
  });
});

describe('image refuses', () => {
  const ROWS: readonly (readonly [args: readonly string[], message: string])[] = [
    [[], 'image needs the name of an image'],
    [['A B'], "'A B' is no name of an image"],
    [['x', '--platform', 'arm64'], "--platform takes OS/ARCHITECTURE[/VARIANT], such as linux/arm64: 'arm64' is none"],
    [['x', '--key', 'no.pub'], 'no.pub is no ECDSA P-256 public key in PEM, as cosign writes it'],
    [['x', '--key', 'none.pub'], "can't read none.pub: there is no such file"],
    [['x', '--insecure', 'y/z'], "--insecure takes hosts as images name them: 'y/z' is none"],
  ];
  for (const [args, message] of ROWS) {
    test(args.join(' ') || 'nothing', async (t) => {
      const { code, err } = await image(folderWith(t, FILES), args);
      assert.deepEqual([code, err], [2, `hullwright: ${message}\n`]);
    });
  }
});
