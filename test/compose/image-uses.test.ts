// Which images of a Compose file a digest can be put behind, and where.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composeImages } from '../../server/src/compose/image-uses';
import { pinEdit } from '../../server/src/dockerfile/pin-edit';
import { namedImages } from '../../server/src/lint/named-images';
import { applyEdits } from '../../server/src/text/edit';
import { analyse } from '../support/analyse';

const DIGEST = `sha256:${'1'.repeat(64)}`;

/** `@` stands where a digest goes. */
const ROWS: readonly (readonly [name: string, marked: string, ...unplaced: string[]])[] = [
  ['plain', 'services:\n  a:\n    image: node:24@ # why\n  b: { image: acme/x@, init: true }\n'],
  ['in quotes', 'services:\n  a:\n    image: "node:24@"\n    init: true\n  b:\n    image: \'node@\'\r\n'],
  ['with an anchor', 'services:\n  a: &a\n    image: &i node:24@\n  b:\n    image: *i\n  c:\n    <<: *a\n'],
  ['of an extension', 'x-a: &a\n  image: node:24\nservices:\n  a:\n    <<: *a\n'],
  [
    'that is built',
    'services:\n  a:\n    build: .\n    image: acme/a:1\n  b:\n    image: acme/a:1\n  c:\n    image: acme/c:1@\n',
  ],
  ['of a base elsewhere', 'services:\n  a:\n    extends: { file: other.yaml, service: a }\n    image: node:24\n'],
  [
    'by the default of a variable',
    'services:\n  a:\n    image: ${IMAGE:-node:24@}\n  b: { image: "${B-acme/x@}", init: true }\n  c:\n    image: \'${C:-a/a:1@}\'\r\n',
  ],
  [
    'with a variable',
    'services:\n  a:\n    image: ${IMAGE:-node:24}x\n  b:\n    image: node:${V:-24}\n  c:\n    image: ${X}\n  d:\n    image: ${X:-${Y:-node:24}}\n  e:\n    image: ${X:-$$a}\n',
    'node:24x 2: a part of it comes from a variable',
    'node:24 4: a part of it comes from a variable',
    'node:24 8: a part of it comes from a variable',
  ],
  ['over several lines', 'services:\n  a:\n    image: >-\n      node:24\n', 'node:24 2: it is not written as one word'],
  ['with an escape', 'services:\n  a:\n    image: "node\\u003a24"\n', 'node:24 2: it is not written as one word'],
  ['that is none', 'services:\n  a:\n    image: "UPPER case"\n  b:\n    image:\n  c:\n    image: [x]\n'],
];

describe('an image of a Compose file', () => {
  for (const [name, marked, ...left] of ROWS) {
    test(name, () => {
      const text = marked.replaceAll('@', '');
      const { uses, unplaced } = namedImages(analyse(text, 'strict', 'compose.yaml'));
      const edits = uses.map((use) => pinEdit(use, DIGEST));
      assert.equal(applyEdits(text, edits).replaceAll(DIGEST, ''), marked);
      assert.deepEqual(
        unplaced.map(({ text: image, range, reason }) => `${image} ${range.start.line}: ${reason}`),
        left,
      );
    });
  }
});

const service = (image: string, more = ''): string => `services:\n  a:\n    image: ${image}\n${more}`;

/** `@` stands where a digest goes, in `.env`. */
const ENV_ROWS: readonly (readonly [name: string, text: string, marked: string, ...unplaced: string[]])[] = [
  ['plain', service('${IMAGE}'), '# why\nA=b\nIMAGE=node:24@\nC=d\n'],
  ['without braces', service('$IMAGE'), 'IMAGE=node:24@'],
  ['in quotes, with a comment', service('"${IMAGE:?say it}"'), 'export IMAGE = "node:24@" # why\r\nB=c\r\n'],
  ['over a default', service('${IMAGE:-node:22}'), "IMAGE='node@'\n"],
  ['for several services', service('${IMAGE}', '  b: {image: "${IMAGE}"}\n'), 'IMAGE=acme/x:1@\n'],
  [
    'that names another thing',
    service('${IMAGE}', '    hostname: ${IMAGE}\n'),
    'IMAGE=node:24\n',
    'node:24 2: $IMAGE is also used for something else',
  ],
  ...[
    ['in another service', '  b:\n    build: .\n    command: x/${IMAGE}\n'],
    ['as an argument of a build', '  b:\n    build: {context: ., args: {BASE: "${IMAGE}"}}\n'],
    ['handed on', '  b:\n    image: y:1@sha256:1\n    environment: [IMAGE]\n'],
    ['handed on in a mapping', '    environment:\n      IMAGE:\n'],
    ['with the whole file', '    env_file: .env\n'],
    ['with a file that nobody knows', '    env_file: [{path: "${X}"}]\n'],
    ['for the project', 'name: ${IMAGE}\n'],
    ['for a secret', 'secrets:\n  s: {environment: IMAGE}\n'],
    ['for a volume', 'volumes:\n  v: {name: "${IMAGE:-x}"}\n'],
  ].map(
    ([name = '', more = '']) =>
      [
        `also used ${name}`,
        service('${IMAGE}', more),
        'IMAGE=node:24\n',
        'node:24 2: $IMAGE is also used for something else',
      ] as const,
  ),
  ...[
    ['is given twice', 'IMAGE=a:1\nIMAGE=node:24\n'],
    ['is made of another', 'V=24\nIMAGE=node:$V\n'],
    ['is a part of another', 'IMAGE=node:24\nOTHER=${IMAGE}-slim\n'],
    ['is written with an escape', 'IMAGE="node\\u003a24"\n'],
    ['stands beside a text of several lines', 'A="x\nIMAGE=b"\nIMAGE=node:24\n'],
  ].map(
    ([name = '', env = '']) =>
      [
        `that ${name}`,
        service('${IMAGE}'),
        env,
        ...(/u003a/.test(env) ? [] : ['node:24 2: a part of it comes from a variable']),
      ] as const,
  ),
  [
    'with more than the variable',
    service('${IMAGE}:24'),
    'IMAGE=node\n',
    'node:24 2: a part of it comes from a variable',
  ],
  [
    'by another value where it is set',
    service('${IMAGE:+node:24}'),
    'IMAGE=x\n',
    'node:24 2: a part of it comes from a variable',
  ],
];

describe('an image that .env says', () => {
  for (const [name, text, marked, ...left] of ENV_ROWS) {
    test(name, () => {
      const env = marked.replaceAll('@', '');
      const analysis = analyse(text, 'strict', 'file:///w/compose.yaml', { files: { '.env': env } });
      assert.ok(analysis.compose);
      const { uses, unplaced, env: found, inEnv } = composeImages(analysis.compose);
      assert.deepEqual(uses, []);
      assert.equal(found?.uri, 'file:///w/.env');
      const edits = [...new Set(inEnv.map(({ use }) => use))].map((use) => pinEdit(use, DIGEST));
      assert.equal(applyEdits(env, edits).replaceAll(DIGEST, ''), marked);
      assert.deepEqual(
        unplaced.map(({ text: image, range, reason }) => `${image} ${range.start.line}: ${reason}`),
        left,
      );
    });
  }
});
