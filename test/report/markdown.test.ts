// The summary of an audit: a text for the editor's preview, in which nothing of a workspace is read as Markdown or HTML.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf } from '../../server/src/report/markdown';
import type { AuditedFile } from '../../server/src/report/report';
import type { Finding, Severity } from '../../server/src/rule/finding';
import { rangeOf } from '../../server/src/text/range';
import { childUri } from '../../server/src/text/uri';

const finding = (line: number, severity: Severity, rule: string, message: string): Finding => ({
  rule,
  severity,
  message,
  range: rangeOf(line, 0, line, 1),
  related: [],
  fixes: [],
  masked: [],
});

const file = (path: string, ...findings: Finding[]): AuditedFile => {
  const uri = path.split('/').reduce(childUri, 'file:///w');
  return { path, uri, analysis: { uri, lines: [''], findings } };
};

const summary = (...files: AuditedFile[]): string[] => summaryOf(files).split('\n');

test('by rule, then by file, hints too', () => {
  const files = [
    file(
      'Dockerfile',
      finding(0, 'warning', 'floating-tag', "'a' has no tag"),
      finding(6, 'hint', 'no-label', 'no label'),
    ),
    file('clean/Dockerfile'),
    file(
      'b/Dockerfile',
      finding(2, 'warning', 'floating-tag', "'b' has no tag"),
      finding(3, 'error', 'floating-tag', 'oh'),
    ),
  ];
  assert.deepEqual(summary(...files), [
    '# Hullwright audit',
    '',
    '4 findings in 3 files: 1 error, 2 warnings, 1 hint.',
    '',
    '## By rule',
    '',
    '| Rule | Severity | Findings | Files |',
    '| --- | --- | ---: | ---: |',
    '| [floating-tag](https://github.com/hullwright/hullwright/blob/main/docs/rules/floating-tag.md) | error | 3 | 2 |',
    '| [no-label](https://github.com/hullwright/hullwright/blob/main/docs/rules/no-label.md) | hint | 1 | 1 |',
    '',
    '## Dockerfile',
    '',
    "- [line 1](file:///w/Dockerfile#L1), warning, **floating-tag**: 'a' has no tag",
    '- [line 7](file:///w/Dockerfile#L7), hint, **no-label**: no label',
    '',
    '## b/Dockerfile',
    '',
    "- [line 3](file:///w/b/Dockerfile#L3), warning, **floating-tag**: 'b' has no tag",
    '- [line 4](file:///w/b/Dockerfile#L4), error, **floating-tag**: oh',
    '',
  ]);
});

test('nothing found', () => {
  assert.deepEqual(summary(file('Dockerfile')), [
    '# Hullwright audit',
    '',
    '0 findings in 1 file. Nothing to report.',
    '',
  ]);
});

test('names and messages are shown as they are', () => {
  const hostile = [
    ['a](http:b)', 'a\\]\\(http:b\\)', 'a%5D%28http%3Ab%29'],
    [
      '<img src=x onerror=alert(1)>',
      '\\<img src=x onerror=alert\\(1\\)\\>',
      '%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E',
    ],
    ['# `x` **b** _i_ ~s~', '\\# \\`x\\` \\*\\*b\\*\\* \\_i\\_ \\~s\\~', '%23%20%60x%60%20%2A%2Ab%2A%2A%20_i_%20~s~'],
    ['a|b&lt;c\\d!e$f', 'a\\|b\\&lt;c\\\\d\\!e\\$f', 'a%7Cb%26lt%3Bc%5Cd%21e%24f'],
    ['line\nbreak\r\u2028x', 'line\\\\x0abreak\\\\x0d\\\\u2028x', 'line%0Abreak%0D%E2%80%A8x'],
    ['\u202egnp.exe\u200b', '\\\\u202egnp.exe\\\\u200b', '%E2%80%AEgnp.exe%E2%80%8B'],
    ['\u001b[31mred', '\\\\x1b\\[31mred', '%1B%5B31mred'],
    ['50% (of) 100%25', '50% \\(of\\) 100%25', '50%25%20%28of%29%20100%2525'],
    ['half \ud800 a pair', 'half \\\\ud800 a pair', 'half%20%EF%BF%BD%20a%20pair'],
    ['größe 🐳', 'größe 🐳', 'gr%C3%B6%C3%9Fe%20%F0%9F%90%B3'],
  ] as const;
  for (const [name, shown, linked] of hostile) {
    const lines = summary(file(name, finding(0, 'info', 'x', name)));
    assert.deepEqual(lines.slice(-4), [
      `## ${shown}`,
      '',
      `- [line 1](file:///w/${linked}#L1), info, **x**: ${shown}`,
      '',
    ]);
  }
});

test('a folder’s URI as an editor may write it breaks no link', () => {
  const uri = 'file:///c:/a b/%zz/(x)/é\u202e)/Dockerfile';
  const { findings } = { findings: [finding(0, 'info', 'x', 'y')] };
  const lines = summary({ path: 'Dockerfile', uri, analysis: { uri, lines: [''], findings } });
  assert.equal(
    lines.at(-2),
    '- [line 1](file:///c:/a%20b/%zz/%28x%29/%C3%A9%E2%80%AE%29/Dockerfile#L1), info, **x**: y',
  );
});
