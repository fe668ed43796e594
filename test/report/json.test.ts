// Our own JSON: its shape is a promise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonReport } from '../../server/src/report/json';
import { render } from '../../server/src/report/report';
import { assertGolden, sampleFiles } from './sample';

test('json is as the golden text', () => assertGolden('report.json', render(jsonReport(), sampleFiles)));

test('json is printable, and reads back to what it was made of', () => {
  const text = render(jsonReport(), sampleFiles);
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  const { version, files, summary } = JSON.parse(text);
  assert.equal(version, 1);
  assert.deepEqual(files[1].findings[3].message, sampleFiles[1]?.analysis.findings[3]?.message);
  assert.deepEqual(summary, { files: 4, findings: { error: 2, warning: 2, info: 1, hint: 10 }, suppressed: 0 });
});

test('json of no files', () => {
  assert.deepEqual(JSON.parse(render(jsonReport(), [])).files, []);
});
