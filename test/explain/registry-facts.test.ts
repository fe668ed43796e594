// What is told of a registry's answer: in a hover, in a message, over a FROM.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pinSummary, registryLine, registryText } from '../../server/src/explain/registry-facts';
import { type ImageReference, parseImageReference } from '../../server/src/image/reference';
import type { RegistryAnswer, RegistryFacts, Signed } from '../../server/src/image/registry-facts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const TODAY = '2026-11-22';
const learned = { host: 'ghcr.io', at: Date.UTC(2026, 10, 22, 9, 5) };

const FACTS: RegistryFacts = {
  digest: A,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  isDeprecated: false,
  platforms: ['linux/amd64', 'linux/arm64'],
  image: { platform: 'linux/amd64', user: 'app', created: '2026-11-21T10:00:00Z', size: 71_400_000 },
  signed: { kind: 'unsigned' },
  attestations: [],
  learned,
};

const known = (facts: Partial<RegistryFacts> = {}): RegistryAnswer => ({
  kind: 'known',
  facts: { ...FACTS, ...facts },
});
const MISSING: RegistryAnswer = { kind: 'missing', learned };

function reference(text: string): ImageReference {
  const parsed = parseImageReference(text);
  assert.ok(parsed);
  return parsed;
}

const TAG = reference('ghcr.io/acme/app:1');
const PINNED = reference(`ghcr.io/acme/app:1@${A}`);

const lines = (asked: ImageReference, image?: RegistryAnswer, tag?: RegistryAnswer): string[] =>
  registryText(asked, { image, tag }, TODAY)?.split('\n- ') ?? [];
const USUAL = [
  'Made on 2026-11-21, a day ago',
  'For `linux/amd64`, `linux/arm64`',
  'Starts as `app` (`linux/amd64`)',
  '71 MB to download (`linux/amd64`)',
  'Not signed',
];
const HEAD = '**Registry** `ghcr.io`, asked on 2026-11-22 09:05 UTC';

describe('a hover', () => {
  test('says nothing where nobody was asked', () => assert.deepEqual(lines(TAG), []));

  test('of a tag has its digest', () =>
    assert.deepEqual(lines(TAG, known(), known()), [HEAD, `Digest: \`${A}\``, ...USUAL]));

  for (const [name, tag, expected] of [
    ['that has not moved', known(), ['The tag still named this digest on 2026-11-22']],
    ['that has moved', known({ digest: B }), [`The tag has moved: on 2026-11-22 it named \`${B}\``]],
    ['that is gone', MISSING, ['The tag is not there any more']],
    ['that nobody asked for', undefined, []],
  ] as const) {
    test(`of a digest with a tag ${name}`, () =>
      assert.deepEqual(lines(PINNED, known(), tag), [HEAD, ...expected, ...USUAL]));
  }

  test('of a digest alone speaks of no tag', () => {
    const digest = reference(`ghcr.io/acme/app@${A}`);
    assert.deepEqual(lines(digest, known(), known()), [HEAD, ...USUAL]);
  });

  test('of an image that is not there', () =>
    assert.deepEqual(lines(TAG, MISSING, MISSING), [HEAD, 'It has no such image']));

  test('leaves out what is not known', () => {
    const bare = { platforms: [], image: undefined, attestations: undefined };
    assert.deepEqual(lines(TAG, known(bare)), [HEAD, `Digest: \`${A}\``, 'Not signed']);
  });

  test('takes no day of a reproducible build for one', () => {
    const image = { platform: 'linux/amd64', user: 'app', created: '1970-01-01T00:00:00Z', size: 7 };
    const [, , created] = lines(TAG, known({ image }));
    assert.equal(created, 'For `linux/amd64`, `linux/arm64`');
  });

  test('counts platforms beyond a few', () => {
    const platforms = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `linux/${name}`);
    const [, , , shown] = lines(TAG, known({ platforms }));
    assert.match(shown ?? '', /`linux\/f` and 2 more$/);
  });

  const SIGNED: readonly (readonly [Signed, string])[] = [
    [{ kind: 'unverified', why: 'there is no key' }, 'Signed; not verified: there is no key'],
    [{ kind: 'verified', key: 'acme.pub' }, 'Signed by acme.pub, verified'],
    [{ kind: 'refused', why: 'of another key' }, 'Signed by nobody who is trusted: of another key'],
    [{ kind: 'unknown', why: 'a login is wanted' }, 'Signed or not: a login is wanted'],
  ];
  for (const [signed, text] of SIGNED) {
    test(`of an image that is ${signed.kind}`, () => assert.equal(lines(TAG, known({ signed })).at(-1), text));
  }

  test('names what is attested, each once', () => {
    const attestations = [{ kind: 'sbom' }, { kind: 'provenance' }, { kind: 'sbom' }] as const;
    const text = 'Attested: a list of what is in it (SBOM), how it was built (provenance)';
    assert.equal(lines(TAG, known({ attestations })).at(-1), text);
  });

  test('shows what a registry says as text', () => {
    const image = { platform: 'linux/amd64', user: '`[x](command:y)`\u202e', created: undefined, size: 7 };
    const text = lines(TAG, known({ image })).find((line) => line.startsWith('Starts as'));
    assert.equal(text, 'Starts as `` `[x](command:y)`\\u202e `` (`linux/amd64`)');
  });
});

test('a message has it in one line', () => {
  assert.equal(
    registryLine(PINNED, { image: known(), tag: known() }),
    'ghcr.io/acme/app:1, as ghcr.io says: the tag still named this digest on 2026-11-22; made on 2026-11-21; for linux/amd64, linux/arm64; starts as app; 71 MB to download; not signed.',
  );
  assert.equal(registryLine(TAG, { image: MISSING, tag: undefined }), 'ghcr.io/acme/app:1: there is no such image.');
});

describe('over a FROM', () => {
  for (const [name, asked, image, tag, expected] of [
    ['not pinned, nobody asked', TAG, undefined, undefined, { title: 'not pinned', advice: 'pin' }],
    ['not pinned', TAG, known(), known(), { title: 'not pinned · made on 2026-11-21, a day ago', advice: 'pin' }],
    ['pinned, nobody asked', PINNED, undefined, undefined, { title: 'pinned' }],
    [
      'not moved',
      PINNED,
      known(),
      known(),
      { title: 'pinned · the tag has not moved · made on 2026-11-21, a day ago' },
    ],
    ['moved', PINNED, undefined, known({ digest: B }), { title: 'pinned · the tag has moved', advice: 'refresh' }],
    ['missing', TAG, MISSING, MISSING, { title: 'no such image at ghcr.io' }],
  ] as const) {
    test(name, () => assert.deepEqual(pinSummary(asked, { image, tag }, TODAY), expected));
  }
});
