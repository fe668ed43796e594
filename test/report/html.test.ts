// The HTML report: one page that loads nothing, runs nothing, hides nothing and shows no secret.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { htmlReport } from '../../server/src/report/html';
import { type AuditedFile, render } from '../../server/src/report/report';
import type { Finding } from '../../server/src/rule/finding';
import { rangeOf } from '../../server/src/text/range';
import { assertGolden, sampleFiles } from './sample';

const page = render(htmlReport(), sampleFiles);

function fileOf(path: string, line: string, message: string): AuditedFile {
  const finding: Finding = {
    rule: 'odd-text',
    severity: 'hint',
    message,
    range: rangeOf(0, 0, 0, 1),
    related: [{ range: rangeOf(0, 0, 0, 1), message }],
    fixes: [{ title: message, safety: 'safe', delta: {}, edits: () => [] }],
    masked: [],
  };
  return { path, uri: 'file:///x', analysis: { uri: 'file:///x', lines: [line], findings: [finding] } };
}

test('the whole page', () => {
  assertGolden('sample.html', page);
});

test('nothing found', () => {
  const empty = render(htmlReport(), [
    { path: 'x', uri: 'file:///x', analysis: { uri: 'file:///x', lines: [''], findings: [] } },
  ]);
  assert.match(empty, /<p>no findings in 1 file<\/p>\n<\/header>\n<main>\n<\/main>/);
});

describe('the page', () => {
  test('loads nothing and runs nothing', () => {
    assert.ok(page.includes(`content="default-src 'none'; style-src 'unsafe-inline'"`));
    assert.doesNotMatch(page, /<(?:script|link|img|iframe|object|form)\b|\son\w+=|\ssrc=|@import|url\(/i);
  });

  test('is light and dark as its reader wants', () => {
    assert.ok(page.includes('<meta name="color-scheme" content="light dark">'));
    assert.ok(page.includes('@media (prefers-color-scheme: dark)'));
  });

  test('shows no secret, and no character that hides', () => {
    assert.ok(!page.includes('hunter2'));
    assert.doesNotMatch(page, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('names no folder of the machine', () => {
    assert.ok(!page.includes('file:'));
  });

  test('leads to each file by a link that is there once', () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    assert.ok(ids.length > 1);
    assert.deepEqual(targets, ids);
  });
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</pre><script>alert(1)</script>',
  "\"><b onclick='x'>",
  '&lt;i&gt;',
  ']]><!--',
];
for (const said of hostile) {
  test(`${said} is text wherever it stands`, () => {
    const tagsOf = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
    const plain = render(htmlReport(), [fileOf('plain', 'plain', 'plain')]);
    const odd = render(htmlReport(), [fileOf(said, said, said)]);
    assert.deepEqual(tagsOf(odd), tagsOf(plain));
  });
}
