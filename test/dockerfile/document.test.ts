// Reading again after an edit gives what reading the whole text gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DockerfileDocument } from '../../server/src/dockerfile/document';
import type { Dockerfile } from '../../server/src/dockerfile/model';
import { dockerfileOf } from '../../server/src/dockerfile/model';
import { readDockerfile } from '../../server/src/dockerfile/read';
import { pick, randomNumbers } from '../support/random';
import { hasShared, sharedRows } from '../support/shared';

const OWN = [
  'FROM a\nRUN echo one \\\n  two\nUSER x\n',
  'FROM a\nRUN <<EOF cat <<-B\nbody\nEOF\n\tB\nCMD ["x"]',
  '# escape=`\r\nFROM a `\r\n AS b\r\nENV A=1 `\r\n# comment\r\n B=2\r\n',
  '\ufeffFROM a\nARG X\nFROM b AS c\nFROM c\n',
];
const PIECES = [
  'x',
  '\n',
  '\\',
  ' \\\n',
  '<<EOF',
  '\nEOF\n',
  '# ',
  '',
  '',
  '\nFROM a\n',
  '"',
  '\n\n',
  'USER x',
  '# escape=`\n',
  '`',
  '\r\n',
];

const shown = (file: Dockerfile): string =>
  JSON.stringify([
    file.syntax,
    file.problem,
    file.stages.map(({ line, stage }) => [
      line,
      stage.name,
      stage.isFinal,
      stage.base.kind,
      stage.steps,
      stage.lineBreak,
    ]),
  ]);

test('an edited document reads as its whole text does', () => {
  const random = randomNumbers(7);
  const rows = hasShared ? sharedRows('oracle', 'cases.jsonl') : [];
  const texts = [...OWN, ...rows.flatMap((row) => (isCase(row) ? [row.text] : []))];
  let edits = 0;
  for (let round = 0; round < (hasShared ? 25 : 300); round++) {
    for (const text of texts) {
      const document = new DockerfileDocument(text);
      for (let i = 0; i < 12; i++) {
        const { lines } = document;
        const at = (line: number) => ({ line, character: Math.floor(random() * ((lines[line] ?? '').length + 2)) });
        const first = Math.floor(random() * lines.length);
        const last = random() < 0.7 ? first : Math.min(lines.length - 1, first + Math.floor(random() * 3));
        const [a, b] = [at(first), at(last)];
        const forward = last > first || a.character <= b.character;
        const range = {
          start: forward ? a : b,
          end: random() < 0.4 && forward ? (first === last ? a : b) : forward ? b : a,
        };
        const before = document.text;
        const piece = pick(random, PIECES);
        document.change(range, piece);
        edits++;
        const whole = dockerfileOf(readDockerfile(document.text));
        assert.equal(
          shown(document.dockerfile),
          shown(whole),
          `${JSON.stringify(before)} + ${JSON.stringify([range, piece])}`,
        );
      }
    }
  }
  assert.ok(edits > 10_000);
});

test('stages that an edit does not touch stay the same values', () => {
  const document = new DockerfileDocument('FROM a AS one\nRUN x\nFROM b AS two\nRUN y\nFROM c\nRUN z\n');
  const before = document.dockerfile.stages.map(({ stage }) => stage);
  document.change({ start: { line: 3, character: 4 }, end: { line: 3, character: 4 } }, '\\\n');
  const after = document.dockerfile.stages.map(({ stage }) => stage);
  assert.equal(after[0], before[0]);
  assert.notEqual(after[1], before[1]);
  assert.equal(after[2], before[2]);
  assert.deepEqual(
    document.dockerfile.stages.map(({ line }) => line),
    [0, 2, 5],
  );
});

const isCase = (row: unknown): row is { text: string } => typeof row === 'object' && row !== null && 'text' in row;
