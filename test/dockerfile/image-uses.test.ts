// Where images are named, and that pinning them changes nothing but the reference.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isDockerfileName } from '../../server/src/dockerfile/file-names';
import { imageUses } from '../../server/src/dockerfile/image-uses';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { pinEdit } from '../../server/src/dockerfile/pin-edit';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { applyEdits } from '../../server/src/text/edit';
import { needsShared, sharedPath } from '../support/shared';

const usesIn = (text: string) => imageUses(dockerfileOf(readDockerfile(text)));
const SHA = `sha256:${'1'.repeat(64)}`;
const OLD = `sha256:${'0'.repeat(64)}`;

/** Every image pinned to SHA. */
function pinned(text: string): string {
  const { uses } = usesIn(text);
  return applyEdits(
    text,
    uses.map((use) => pinEdit(use, SHA)),
  );
}

describe('a digest goes behind', () => {
  /** `#` is where it goes. */
  const ROWS: readonly string[] = [
    'FROM node#',
    'FROM node:24#\r\n',
    'from --platform=$BUILDPLATFORM  node:24# as x # a comment',
    'FROM "node:24#" AS x',
    'FROM \\\n node:24# \\\n# why\n AS x',
    'FROM localhost:5000/a/b/c#',
    'FROM LOCALHOST/app:1#',
    'FROM [::1]:5000/app:1#',
    'FROM scratch',
    'FROM node# AS Build\nFROM build\nCOPY --from=BUILD /a /b\nCOPY --from=0 /a /b\nCOPY --from=other:1# /a /b',
    'FROM scratch\nCOPY --link --from=a.io/x# --chown=1 /a /b',
    'FROM scratch\nCOPY --from="a.io/x" /a /b',
    'FROM scratch\nCOPY --from=$X /a /b',
    'FROM scratch\nADD --from=a.io/x /a /b',
    'FROM scratch\nRUN --mount=from=a.io/x#,target=/t --mount=type=bind,source=/,From=b.io/y:1# x',
    'FROM scratch\nRUN --mount=type=bind,"from=a.io/x",target=/t x',
    'FROM scratch\nONBUILD COPY --from=a.io/x /a /b',
    '# syntax=docker/dockerfile:1#\nFROM scratch',
    '#  SYNTAX = docker/dockerfile:1# --a=b\r\nFROM scratch',
    '# a comment\n# syntax=docker/dockerfile:1\nFROM scratch',
    'ARG I=node:24#\nFROM $I\nFROM ${I} AS x',
    'ARG A="node:24#" B=$A\nARG C=${B}\nFROM $C',
    'ARG V=24\nFROM node:$V',
    'ARG I=node\nFROM $I:24',
    'ARG I=node:24\nFROM $I\nFROM $I-slim',
    'ARG I=node:24\nARG J=${I}-slim\nFROM $I',
    'ARG I=node:24\nARG I=node:22\nFROM $I',
    'FROM ${I:-node:24}',
    'ARG I\nFROM $I',
    'FROM no\\\nde:24',
  ];
  for (const row of ROWS) {
    test(JSON.stringify(row), () => {
      const text = row.replaceAll(/(?<=\w)#/g, '');
      assert.equal(pinned(text), row.replaceAll(/(?<=\w)#/g, `@${SHA}`));
    });
  }

  test('nothing where one stands: it is replaced', () => {
    const text = `FROM a:1@${OLD} AS x\nCOPY --from=b:2@${OLD} / /\n`;
    assert.equal(pinned(text), text.replaceAll(OLD, SHA));
  });
});

test('what no single text names is told', () => {
  const ROWS: readonly (readonly [text: string, reason: string])[] = [
    ['ARG V=24\nFROM node:$V', 'a part of it comes from a variable'],
    ['FROM ${I:-node:24}', 'a part of it comes from a variable'],
    ['ARG I=node:24\nFROM $I\nFROM $I-slim', '$I is also a part of other names'],
    ['ARG I=node:24\nARG I=node:22\nFROM $I', 'no single ARG says what $I is'],
    ['FROM no\\\nde:24', 'it is written over several lines'],
  ];
  for (const [text, reason] of ROWS) assert.equal(usesIn(text).unplaced[0]?.reason, reason, text);
  assert.equal(usesIn(`ARG R=a.io\nFROM $R/x@${SHA}`).unplaced[0]?.isPinned, true);
});

test('many ARGs that name one another take no time', () => {
  const count = 5_000;
  const args = Array.from({ length: count }, (_, i) => `ARG A${i}=$A${i + 1}\n`).join('');
  const text = `ARG A${count}=node\n${args}${'FROM $A1\n'.repeat(count)}`;
  const start = performance.now();
  usesIn(text);
  assert.ok(performance.now() - start < 5_000);
});

describe('in real Dockerfiles', { skip: needsShared }, () => {
  const root = sharedPath('corpus', 'dockerfiles');
  const paths = needsShared ? [] : readdirSync(root, { recursive: true, encoding: 'utf8' });
  const texts = paths
    .filter((path) => isDockerfileName(path.split(/[/\\]/).at(-1) ?? ''))
    .map((path) => readFileSync(join(root, path), 'utf8'));

  test('a digest goes behind 500 references and more, and nothing else changes', () => {
    let count = 0;
    for (const text of texts) {
      const { uses } = usesIn(text);
      count += uses.length;
      const lines = text.split('\n');
      const once = pinned(text);
      for (const { reference, range } of uses) {
        const { start, end } = range;
        assert.equal(lines[start.line]?.slice(start.character, end.character), reference.text);
      }
      const unpinned = uses.every(({ reference }) => reference.digest === undefined);
      if (unpinned) assert.equal(once.replaceAll(`@${SHA}`, ''), text);
      assert.equal(
        once.length,
        uses.reduce((sum, { reference }) => sum + (reference.digest ? 0 : SHA.length + 1), text.length),
      );
      const again = usesIn(once).uses;
      assert.deepEqual(
        again.map(({ reference }) => [reference.name, reference.tag, reference.digest]),
        uses.map(({ reference }) => [reference.name, reference.tag, SHA]),
      );
      assert.equal(pinned(once), once);
    }
    assert.ok(count >= 500, `${count} references`);
  });
});
