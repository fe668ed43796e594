// What a configuration says of asking: mirrors and keys, on the command line and in an editor.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bundledImageFacts } from '../../server/src/image/facts';
import unsignedImage from '../../server/src/rules/dockerfile/unsigned-image';
import { folderWith } from '../cli/run-cli';
import { range } from '../lsp/client';
import { missingRegistry, type RunningRegistry, startRegistry } from './docker-registry';
import { pinningEditor } from './editor';
import { pushIndex, type Send } from './images';
import { pushImage, pushSignature, pushSignatures } from './make-image';
import { image, pin } from './run-pin';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ours = pair();
const pemOf = ({ publicKey }: ReturnType<typeof pair>): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();
/** Nobody has this name. */
const ORIGIN = 'registry.invalid';
const KEYS = { 'keys/ours.pub': pemOf(ours), 'keys/other.pub': pemOf(pair()) };

describe('a configuration', { skip: missingRegistry }, () => {
  let registry: RunningRegistry;
  let host = '';
  let tool = '';
  let mirrors = '';
  before(async () => {
    registry = await startRegistry();
    host = registry.host;
    const send: Send = (path, init) => fetch(`http://${host}${path}`, init);
    tool = await pushIndex(send, 'hub/tool', '1', 'tool');
    mirrors = `registries:\n  mirrors:\n    ${ORIGIN}/acme: ["${host}/hub"]\n`;
    for (const repository of ['signed', 'plain']) {
      const target = { send, repository };
      const { digest } = await pushImage(target, 'linux/amd64', {}, '2026-01-02T03:04:05Z', '1');
      const name = `${host}/${repository}`;
      const layer = await pushSignature(target, { key: ours.privateKey, digest, name });
      if (repository === 'signed') await pushSignatures(target, digest, [layer]);
    }
  });
  after(() => registry?.stop());

  test('names the mirrors that pin asks, each for its files', async (t) => {
    const folder = folderWith(t, {
      'a/.hullwright.yaml': mirrors,
      'a/Dockerfile': `FROM ${ORIGIN}/acme/tool:1\n`,
      'b/Dockerfile': `FROM ${host}/hub/tool:1\n`,
    });
    const { code, out, err } = await pin(folder);
    assert.equal(out.split('\n').at(-2), '2 images pinned in 2 files');
    assert.deepEqual([code, err], [0, `asking ${host}, ${ORIGIN}\n`]);
    assert.equal(readFileSync(join(folder, 'a/Dockerfile'), 'utf8'), `FROM ${ORIGIN}/acme/tool:1@${tool}\n`);
  });

  test('names the keys and the mirrors that image asks with', async (t) => {
    const configured = (key: string, more = '') => `images:\n  keys: [keys/${key}.pub]\n${more}`;
    const run = async (text: string, ...args: readonly string[]): Promise<readonly unknown[]> => {
      const { code, out } = await image(folderWith(t, { ...KEYS, '.hullwright.yaml': text }), args);
      return [code, ...(out.match(/(?<=^ {2}signature +)\S.*$|(?<=^ {2}digest +)\S.*$/gm) ?? []).slice(-1)];
    };
    const signed = `${host}/signed:1`;
    const refused = 'refused: it is not signed with keys/other.pub';
    assert.deepEqual(await run(configured('ours'), signed), [0, 'verified with keys/ours.pub']);
    assert.deepEqual(await run(configured('other'), signed), [0, refused]);
    assert.deepEqual(await run(configured('other', '  provenance: required\n'), signed), [1, refused]);
    // What is given counts more.
    assert.deepEqual(await run(configured('other'), signed, '--key', 'keys/ours.pub'), [
      0,
      'verified with keys/ours.pub',
    ]);
    assert.deepEqual(await run(configured('ours'), signed, '--no-config'), [
      0,
      'there is one, not verified: no key was given to check it with',
    ]);
    assert.equal((await run(mirrors, `${ORIGIN}/acme/tool:1`))[0], 0);
  });

  test('is told where a key can’t be used, and the rest of it holds', async (t) => {
    const folder = folderWith(t, {
      'rsa.pub': generateKeyPairSync('rsa', { modulusLength: 2048 })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
      '.hullwright.yaml': `images:\n  keys: [rsa.pub, none.pub]\n${mirrors}`,
    });
    const { code, err } = await image(folder, [`${ORIGIN}/acme/tool:1`]);
    assert.equal(code, 0);
    assert.deepEqual(err.split('\n').slice(0, 2), [
      '.hullwright.yaml:2:10: warning: this key is not used: it is no ECDSA P-256 public key in PEM, as cosign writes it',
      '.hullwright.yaml:2:19: warning: this key is not used: there is no such file',
    ]);
  });

  test('names the mirrors that an editor asks, and its commands name them first', async (t) => {
    const text = `FROM ${ORIGIN}/acme/tool:1\n`;
    const editor = await pinningEditor(t, { files: { '.hullwright.yaml': mirrors } });
    await editor.open('Dockerfile', text);
    const titles = (await editor.client.codeActions(editor.uriOf('Dockerfile'), range(0, 8))).map(({ title }) => title);
    assert.ok(titles.includes(`Pin to digest (asks ${host}, ${ORIGIN})`), titles.join('\n'));
    const place = { uri: editor.uriOf('Dockerfile'), position: { line: 0, character: 8 } };
    const outcome = await editor.run('hullwright.pinImage', place);
    assert.deepEqual([outcome.images, outcome.left], [1, []]);
    assert.match(String(JSON.stringify(editor.edits)), new RegExp(tool));
  });

  const wanted = (key: string) => `images: { provenance: required, keys: [keys/${key}.pub] }\n`;
  for (const [name, key, expected] of [
    ['signed', 'ours', []],
    ['signed', 'other', ['no signature by a key of images.keys']],
    ['plain', 'ours', ['no signature']],
  ] as const) {
    test(`that wants the key '${key}' has ${expected.length} findings about an image that is ${name}`, async (t) => {
      const editor = await pinningEditor(t, {
        files: { ...KEYS, '.hullwright.yaml': wanted(key) },
        rules: [unsignedImage],
        facts: { images: bundledImageFacts },
      });
      const uri = editor.uriOf('Dockerfile');
      await editor.open('Dockerfile', `FROM ${host}/${name}:1\n`);
      const next = editor.client.next((published) => published.uri === uri);
      await editor.run('hullwright.lookUpImage', { uri, position: { line: 0, character: 8 } });
      const { diagnostics } = await next;
      assert.deepEqual(
        diagnostics.map(({ message }) => String(message).replace(/^\S+ had | of '.*$/g, '')),
        expected,
      );
    });
  }
});
