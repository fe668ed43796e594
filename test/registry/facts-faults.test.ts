// Registries that answer facts wrongly, slowly or with malice: each ends in a sentence or in "unknown", and nothing hangs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RegistryFacts } from '../../server/src/image/registry-facts';
import { RegistryFailure } from '../../server/src/registry/failure';
import { type AskOptions, asker, imageAt } from './ask';
import { breakOff, faultServer, type Respond, silence, status } from './fault-server';
import { INDEX, MANIFEST, sha256 } from './images';
import { expectNoStrayRejection } from './rejections';

const CONFIG = JSON.stringify({ os: 'linux', architecture: 'amd64', config: { User: 'app' } });
const IMAGE_CONFIG = 'application/vnd.oci.image.config.v1+json';
const IMAGE = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: { mediaType: IMAGE_CONFIG, digest: sha256(CONFIG) },
  layers: [{ size: 7 }, { size: -1 }, { size: 'x' }, null],
});
const indexOf = (digest: string): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [{ digest, platform: { os: 'linux', architecture: 'amd64' } }, null, { platform: { os: 'unknown' } }],
  });
const manifest =
  (body: string, type: string, headers: Readonly<Record<string, string>> = {}): Respond =>
  ({ method }, response) => {
    response.writeHead(200, { 'content-type': type, 'docker-content-digest': sha256(body), ...headers });
    response.end(method === 'HEAD' ? undefined : body);
  };
const text =
  (body: string | Buffer): Respond =>
  (_, response) =>
    void response.end(body);

const DIGEST = sha256(IMAGE);
const SIGNED = sha256('a text');
const SIGNATURES = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST,
  layers: [
    { digest: SIGNED, annotations: { 'dev.cosignproject.cosign/signature': 'AAAA' } },
    { digest: SIGNED, annotations: { 'dev.cosignproject.cosign/signature': 1 } },
    null,
  ],
});

/** An image under `x:1` with nothing wrong; what a row names comes before, and counts instead. */
const served = (faults: Readonly<Record<string, Respond>>): Readonly<Record<string, Respond>> => ({
  ...faults,
  'HEAD /v2/x/manifests/1': manifest(IMAGE, MANIFEST),
  [`GET /v2/x/manifests/${DIGEST}`]: manifest(IMAGE, MANIFEST),
  [`GET /v2/x/blobs/${sha256(CONFIG)}`]: text(CONFIG),
  'GET /v2/x/': status(404),
  'HEAD /v2/x/': status(404),
  ...faults,
});

const indexed = (digest: string): Readonly<Record<string, Respond>> => ({
  'HEAD /v2/x/manifests/1': manifest(indexOf(digest), INDEX),
  [`GET /v2/x/manifests/${sha256(indexOf(digest))}`]: manifest(indexOf(digest), INDEX),
});
const config = (respond: Respond): Readonly<Record<string, Respond>> => ({
  [`GET /v2/x/blobs/${sha256(CONFIG)}`]: respond,
});
const signatures = (body: string): Readonly<Record<string, Respond>> => ({
  [`HEAD /v2/x/manifests/${DIGEST.replace(':', '-')}.sig`]: manifest(body, MANIFEST),
  [`GET /v2/x/manifests/${sha256(body)}`]: manifest(body, MANIFEST),
});

interface Row {
  readonly name: string;
  readonly faults: Readonly<Record<string, Respond>>;
  readonly expected: string;
  readonly options?: AskOptions;
}

const WHOLE = 'app 7, unsigned';
const ROWS: readonly Row[] = [
  { name: 'nothing is wrong', faults: {}, expected: WHOLE },
  { name: 'nonsense beside it in the index', faults: indexed(DIGEST), expected: WHOLE },
  {
    name: 'a digest in the index that leads elsewhere',
    faults: indexed('../../other/manifests/1'),
    expected: "broken: HOST names a digest that can't be checked",
  },
  {
    name: 'another manifest than its digest says',
    faults: { [`GET /v2/x/manifests/${DIGEST}`]: manifest(indexOf(DIGEST), MANIFEST) },
    expected: `broken: HOST answers with another manifest than ${DIGEST}`,
  },
  {
    name: 'another configuration than its digest says',
    faults: config(text('{"os":"linux","architecture":"amd64","config":{"User":"root"}}')),
    expected: `broken: HOST answers with another content than ${sha256(CONFIG)}`,
  },
  {
    name: 'a configuration that is not there',
    faults: config(status(404)),
    expected: 'broken: HOST does not have all of x: 404',
  },
  {
    name: 'a configuration that nobody may read',
    faults: config(status(403)),
    expected: 'denied: HOST does not let us read x',
  },
  {
    name: 'a huge configuration',
    faults: config(text(Buffer.alloc(4_194_305, 32))),
    expected: 'broken: HOST answers with more than 4096 KB',
  },
  {
    name: 'a configuration that never ends',
    faults: config((_, response) => void response.writeHead(200).write('{')),
    options: { requestMs: 100 },
    expected: 'timeout: HOST does not answer within 1 s',
  },
  {
    name: 'half a configuration',
    faults: config((request, response) => {
      response.writeHead(200, { 'content-length': `${CONFIG.length}` });
      response.write('{', () => request.socket.destroy());
    }),
    expected: 'unreachable: HOST breaks off the connection',
  },
  {
    name: 'a redirect of the configuration to a host without TLS',
    faults: config(status(307, { location: 'http://localhost:9/steal' })),
    expected: 'broken: HOST redirects to a place without TLS',
  },
  {
    name: 'schema 1',
    faults: {
      'HEAD /v2/x/manifests/1': manifest(IMAGE, 'application/vnd.docker.distribution.manifest.v1+prettyjws'),
      [`GET /v2/x/manifests/${DIGEST}`]: manifest('{}', 'application/vnd.docker.distribution.manifest.v1+prettyjws'),
    },
    expected: 'deprecated, unsigned',
  },
  {
    name: 'referrers that nobody may read',
    faults: { 'GET /v2/x/referrers/': status(403) },
    expected: 'app 7, unknown: HOST does not let us read x',
  },
  {
    name: 'referrers that are slow',
    faults: { 'GET /v2/x/referrers/': silence },
    options: { requestMs: 100 },
    expected: 'app 7, unknown: HOST does not answer within 1 s',
  },
  {
    name: 'referrers that are none',
    faults: {
      'GET /v2/x/referrers/': text(JSON.stringify({ manifests: [null, 1, { digest: '../x', artifactType: 'spdx' }] })),
    },
    expected: WHOLE,
  },
  { name: 'referrers that are a page', faults: { 'GET /v2/x/referrers/': text('<html>') }, expected: WHOLE },
  {
    name: 'signatures whose tag breaks off',
    faults: { [`HEAD /v2/x/manifests/${DIGEST.replace(':', '-')}.sig`]: breakOff },
    expected: 'app 7, unknown: HOST breaks off the connection',
  },
  {
    name: 'a signed text that is not there',
    faults: signatures(SIGNATURES),
    expected: 'app 7, unknown: HOST does not have all of x: 404',
  },
  {
    name: 'another signed text than its digest says',
    faults: { ...signatures(SIGNATURES), [`GET /v2/x/blobs/${SIGNED}`]: text('another') },
    expected: `app 7, unknown: HOST answers with another content than ${SIGNED}`,
  },
  {
    name: 'a huge signed text',
    faults: { ...signatures(SIGNATURES), [`GET /v2/x/blobs/${SIGNED}`]: text(Buffer.alloc(65_537, 32)) },
    expected: 'app 7, unknown: HOST answers with more than 64 KB',
  },
  {
    name: 'a signature that is none',
    faults: { ...signatures(SIGNATURES), [`GET /v2/x/blobs/${SIGNED}`]: text('a text') },
    expected: 'app 7, unverified: no key was given to check it with',
  },
];

const said = ({ isDeprecated, image, signed, attestations }: RegistryFacts): string => {
  assert.equal(attestations === undefined, signed.kind === 'unknown');
  const what = image ? `${image.user} ${image.size}` : isDeprecated ? 'deprecated' : 'nothing';
  return `${what}, ${signed.kind}${'why' in signed ? `: ${signed.why}` : ''}`;
};

describe('facts of a registry that answers with', () => {
  expectNoStrayRejection();

  for (const { name, faults, expected, options } of ROWS) {
    test(name, async (t) => {
      const server = await faultServer(t, served(faults));
      const told = await asker(options)
        .factsOf(imageAt(`${server.host}/x:1`))
        .then(said, (error: unknown) => {
          if (error instanceof RegistryFailure) return `${error.kind}: ${error.message}`;
          throw error;
        });
      assert.equal(told.replaceAll(server.host, 'HOST'), expected);
    });
  }

  test('the referrers API: the tag is not asked for', async (t) => {
    const bundle = { digest: DIGEST, artifactType: 'application/vnd.in-toto+json' };
    const annotations = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' };
    const server = await faultServer(
      t,
      served({ 'GET /v2/x/referrers/': text(JSON.stringify({ manifests: [{ ...bundle, annotations }] })) }),
    );
    const { attestations } = await asker().factsOf(imageAt(`${server.host}/x:1`));
    assert.deepEqual(attestations, [{ kind: 'provenance', predicateType: 'https://slsa.dev/provenance/v1' }]);
    const tag = DIGEST.replace(':', '-');
    assert.deepEqual(
      server.asked.filter((each) => each.endsWith(tag)),
      [],
    );
  });

  test('no referrers API: it is asked for once', async (t) => {
    const server = await faultServer(t, served({}));
    const { factsOf } = asker();
    for (let i = 0; i < 3; i++) await factsOf(imageAt(`${server.host}/x:1`));
    assert.equal(server.asked.filter((each) => each.includes('/referrers/')).length, 1);
  });
});
