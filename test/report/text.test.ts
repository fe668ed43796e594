// The text report against its golden texts, and what no terminal may be sent.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { excerptOf } from '../../server/src/report/excerpt';
import { render } from '../../server/src/report/report';
import { type TextOptions, textReport } from '../../server/src/report/text';
import { cellsOf } from '../../server/src/report/visible';
import { rangeOf } from '../../server/src/text/range';
import { assertGolden, sampleFiles } from './sample';

const options: TextOptions = { colour: false, width: 80 };

describe('text', () => {
  test('is as the golden text', () => assertGolden('report.txt', render(textReport(options), sampleFiles)));

  test('in colour is the same text', () => {
    const coloured = render(textReport({ ...options, colour: true }), sampleFiles);
    assert.match(coloured, /\x1b\[1;31merror\[secret-in-env\]\x1b\[0m/);
    assert.equal(coloured.replace(/\x1b\[[\d;]*m/g, ''), render(textReport(options), sampleFiles));
  });

  test('holds no control characters and no secret', () => {
    const text = render(textReport(options), sampleFiles);
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    assert.doesNotMatch(text, /hunter2/);
  });

  test('of no files and of files without findings', () => {
    assert.equal(render(textReport(options), []), 'no findings in 0 files\n');
    assert.equal(render(textReport(options), sampleFiles.slice(2, 3)), 'no findings in 1 file\n');
  });
});

describe('excerpt', () => {
  /** The columns that a terminal takes for a text. */
  const columns = (text: string): number => cellsOf(text, 0, text.length).reduce((sum, { width }) => sum + width, 0);

  test('fits its width and marks the start, wherever that is', () => {
    const line = 'ab\t日本 \x1b👍é x'.repeat(40);
    for (let at = 0; at < line.length; at++) {
      const { source, carets } = excerptOf(line, rangeOf(0, at, 0, at + 1), 60);
      assert.ok(columns(source) <= 60 && carets.length <= 72, `${at}: ${source}`);
      assert.match(carets, /^ *\^+$/);
    }
  });

  test('looks at no more of a line than it shows', () => {
    const line = 'x日'.repeat(500_000);
    const started = performance.now();
    for (let i = 0; i < 1_000; i++) excerptOf(line, rangeOf(0, i * 900, 0, i * 900 + 5), 100);
    assert.ok(performance.now() - started < 2_000);
  });
});
