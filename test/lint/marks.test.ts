// Suppression in a file that is being edited: the same as in the whole text, and only what changed is read again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DockerfileDocument } from '../../server/src/dockerfile/document';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import type { Analysis } from '../../server/src/lint/analysis';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import { markedLines } from '../../server/src/lint/marks';
import { rangeOf } from '../../server/src/text/range';
import { pick, randomNumbers } from '../support/random';
import { onEach } from './rules';

const URI = 'file:///w/Dockerfile';
const linter = new DockerfileLinter({
  rules: [
    onEach('bad-user', 'USER', { references: [{ hadolint: 'DL3002' }, { semgrep: 'x' }, { kics: 'y' }] }),
    onEach('bad-run', 'RUN', { references: [{ hadolint: 'DL4006' }, { buildkit: 'Run' }] }),
  ],
  facts: { images: bundledImageFacts, today: '2026-06-15' },
  profile: 'recommended',
  requireReason: true,
});

const TEXTS = [
  'FROM a\n# hullwright ignore=bad-user: why\nUSER x\n\n# hullwright ignore=bad-run\n# more\nRUN a \\\n# hadolint ignore=DL4006\n  b\nUSER y # nosemgrep\n',
  '# check=skip=Run\n# escape=`\nFROM a\n# hullwright ignore-file=bad-user until=2026-01-01\nRUN <<E\n# hullwright ignore=bad-run\nE\nUSER x\n',
  '\ufeff# hullwright ignore=bad-user\r\nFROM a\r\n# kics-scan ignore-block\r\nUSER x\r\n# NOSONAR\r\n',
];
const PIECES = [
  '# hullwright ignore=bad-user: b\n',
  '\n# hullwright ignore=bad-run,bad-user(x)\n',
  '\n# kics-scan ignore-line\n',
  '# check=skip=all\n',
  ' # nosemgrep',
  '\n# just a comment\n',
  '\n',
  '\n\n',
  '#',
  ' \\\n',
  'RUN <<E\n',
  '\nE\n',
  '\nUSER z\n',
  '\nFROM b\n',
  '\r\n',
  '',
  '',
  '',
  'x',
];

const shown = ({ findings, suppressed }: Analysis): string =>
  JSON.stringify([findings, suppressed?.map(({ finding, by }) => [finding, by])]);

test('an edited file is silenced as its whole text is', () => {
  const random = randomNumbers(11);
  for (let round = 0; round < 250; round++) {
    for (const text of TEXTS) {
      const document = new DockerfileDocument(text);
      for (let edit = 0; edit < 12; edit++) {
        const { lines } = document;
        const line = Math.floor(random() * lines.length);
        const end = Math.min(lines.length - 1, line + (random() < 0.7 ? 0 : Math.floor(random() * 4)));
        const from = Math.floor(random() * ((lines[line] ?? '').length + 1));
        const to = end > line || random() < 0.5 ? (lines[end] ?? '').length : from;
        const [range, piece] = [rangeOf(line, from, end, Math.max(from, to)), pick(random, PIECES)];
        const before = document.text;
        document.change(range, piece);
        assert.equal(
          shown(linter.analyse(URI, document.dockerfile)),
          shown(analyseWith(linter, URI, document.text)),
          `${JSON.stringify(before)} + ${JSON.stringify([range, piece])}`,
        );
      }
    }
  }
});

test('what an edit leaves alone is not read again, wherever it moves', () => {
  const document = new DockerfileDocument(TEXTS[0] ?? '');
  const marks = () => markedLines(document.dockerfile.syntax);
  const before = marks();
  assert.deepEqual(
    before.map(({ line }) => line),
    [1, 4, 7, 9],
  );
  document.change(rangeOf(2, 6, 2, 6), 'y');
  assert.equal(marks(), before);
  document.change(rangeOf(3, 0, 3, 0), '\n\n');
  assert.deepEqual(
    marks().map(({ line, mark }) => [line, mark === before.find((each) => each.mark === mark)?.mark]),
    [
      [1, true],
      [6, true],
      [9, true],
      [11, true],
    ],
  );
  document.change(rangeOf(6, 0, 6, 3), '');
  assert.deepEqual(
    marks().map(({ mark }) => before.findIndex((each) => each.mark === mark)),
    [0, 2, 3],
  );
});
