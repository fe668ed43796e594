// Which images of a Compose file a digest can be put behind, and where.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
