// What comments in YAML silence: each file shows, behind `<-`, the findings of that line that stay.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Suppressor } from '../../server/src/lint/suppression';
import { YamlComments } from '../../server/src/lint/yaml-comments';
import type { Finding } from '../../server/src/rule/finding';
import type { RuleInfo } from '../../server/src/rule/rule';
import { applyEdits } from '../../server/src/text/edit';
import { rangeOf } from '../../server/src/text/range';
import { pick, randomNumbers } from '../support/random';

const rule = (id: string): RuleInfo => ({
  id,
  title: id,
  severity: 'warning',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: id === 'bad-host' ? [{ kics: '071a71ff-f868-47a4-ac0b-3c59e4ab5443' }] : [],
  docs: { why: '', limits: '' },
});

const suppressor = new Suppressor({
  rules: [rule('bad-key'), rule('bad-host')],
  hasSpoken: () => true,
});

/** `bad-key` where a line holds `bad:`, `bad-host` where it holds `host`. */
function findingsIn(lines: readonly string[]): Finding[] {
  const at = (line: number, id: string): Finding => ({
    rule: id,
    severity: 'warning',
    message: id,
    range: rangeOf(line, 0, line, lines[line]?.length ?? 0),
    related: [],
    fixes: [],
    masked: [],
  });
  return lines.flatMap((text, line) => [
    ...(text.includes('bad:') ? [at(line, 'bad-key')] : []),
    ...(/: host/.test(text) ? [at(line, 'bad-host')] : []),
  ]);
}

function kept(text: string): string[] {
  const lines = text.split('\n');
  const { findings } = suppressor.apply('compose.yaml', new YamlComments(lines, false), findingsIn(lines));
  return findings.map(({ range, rule: id }) => `${range.start.line + 1} ${id}`);
}

const CASES: readonly (readonly [what: string, text: string, kept: readonly string[]])[] = [
  ['nothing said', 'a:\n  bad: 1\n', ['2 bad-key']],
  ['above the line', 'a:\n  # hullwright ignore=bad-key: why\n  bad: 1\n  b: { bad: 2 }\n', ['4 bad-key']],
  ['behind the value', 'a:\n  bad: 1 # hullwright ignore=bad-key\n  b: { bad: 2 }\n', ['3 bad-key']],
  ['above an entry that holds it', '# hullwright ignore=bad-key\na:\n  b:\n    bad: 1\nc:\n  bad: 2\n', ['6 bad-key']],
  ['above a list', 'a:\n  # hullwright ignore=bad-key\n  b:\n  - bad: 1\n  - bad: 2\n  bad: 3\n', ['6 bad-key']],
  ['above an item', 'b:\n  # hullwright ignore=bad-key\n  - bad: 1\n  - bad: 2\n', ['4 bad-key']],
  ['for the file', '# hullwright ignore-file=bad-key\na:\n  bad: 1\nbad: 2\n', []],
  ['another rule', 'a:\n  # hullwright ignore=bad-host\n  bad: 1\n', ['2 unused-suppression', '3 bad-key']],
  ['in a text of several lines', 'a: |\n  # hullwright ignore-file=bad-key\nbad: 1\n', ['3 bad-key']],
  ['in a quoted text', 'a: "x # hullwright ignore-file=bad-key"\nbad: 1\n', ['2 bad-key']],
  [
    "another tool's id",
    '# kics-scan disable=071a71ff-f868-47a4-ac0b-3c59e4ab5443\na: host\nb:\n  bad: 1\n',
    ['4 bad-key'],
  ],
  ['with CRLF', 'a:\r\n  # hullwright ignore=bad-key\r\n  bad: 1\r\n', []],
];

describe('comments in YAML silence', () => {
  for (const [what, text, expected] of CASES) test(what, () => assert.deepEqual(kept(text), expected));
});

const EDITED: readonly (readonly [what: string, text: string, edited: string | undefined])[] = [
  ['an entry', 'a:\n  bad: 1\n', 'a:\n  # hullwright ignore=bad-key\n  bad: 1\n'],
  ['an item', 'a:\n  - x\n  - "bad: 1"\n', 'a:\n  - x\n  # hullwright ignore=bad-key\n  - "bad: 1"\n'],
  [
    'a line of a text',
    'a:\n  b: |\n    first\n      bad: 1\n',
    'a:\n  # hullwright ignore=bad-key\n  b: |\n    first\n      bad: 1\n',
  ],
  [
    'into a comment that stands there',
    '# hullwright ignore=bad-host: why\nbad: 1\n',
    '# hullwright ignore=bad-host,bad-key: why\nbad: 1\n',
  ],
  ['with CRLF', 'a:\r\n  bad: 1\r\n', 'a:\r\n  # hullwright ignore=bad-key\r\n  bad: 1\r\n'],
  ['behind a byte order mark', '\ufeffbad: 1\n', '\ufeff# hullwright ignore=bad-key\nbad: 1\n'],
];

describe('a comment that silences goes above', () => {
  for (const [what, text, expected] of EDITED) {
    test(what, () => {
      const lines = text.split('\n');
      const comments = new YamlComments(lines, false);
      const finding = findingsIn(lines).find(({ rule: id }) => id === 'bad-key');
      assert.ok(finding);
      const edit = comments.suppressionFor(finding)?.edit();
      const edited = edit && applyEdits(text, [edit]);
      assert.equal(edited, expected);
      assert.deepEqual(
        kept(edited ?? text).filter((each) => each.endsWith('bad-key')),
        [],
      );
      assert.deepEqual(
        kept(applyEdits(text, [comments.fileSuppressionEdit('bad-key')])).filter((each) => each.endsWith('bad-key')),
        [],
      );
    });
  }
});

test('the entries that hold a line, as looking upward line by line finds them', () => {
  const random = randomNumbers(4);
  const parts = ['a:', '- b', '-', '- c: d', '# e', '', '\r', 'f: |', '- # g', '-h', '\tx'];
  const depthOf = (text: string): number =>
    2 * (/^ */.exec(text)?.[0].length ?? 0) + (/^\s*-(?:\s|$)/.test(text) ? 1 : 0);
  for (let run = 0; run < 200; run++) {
    const lines = Array.from({ length: 30 }, () => ' '.repeat(Math.floor(random() * 5)) + pick(random, parts));
    const comments = new YamlComments(lines, false);
    for (const line of lines.keys()) {
      const expected = [line];
      for (let at = line - 1, depth = depthOf(lines[line] ?? ''); at >= 0; at--) {
        const text = lines[at] ?? '';
        if (/^\s*(?:#.*)?$/.test(text) || depthOf(text) >= depth) continue;
        expected.push(at);
        depth = depthOf(text);
      }
      assert.deepEqual(comments.blocksAt(line), expected, JSON.stringify([line, lines]));
    }
  }
});
