// The tree of the audit's view: groups, their order, and what a filter leaves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filterOf } from '../../client/src/audit-filter';
import { AuditList, type FoundFinding } from '../../client/src/audit-list';
import { type Grouping, groupsOf } from '../../client/src/audit-tree';
import type { ListedFinding, Severity } from '../../protocol/audit';

const finding = (line: number, severity: Severity, rule: string, message = 'm', fixable = false): ListedFinding => ({
  rule,
  severity,
  message,
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
  fixable,
});

const list = new AuditList();
list.started();
list.apply([
  {
    uri: 'file:///w/b/Dockerfile',
    path: 'b/Dockerfile',
    suppressed: 1,
    findings: [finding(4, 'hint', 'unpinned'), finding(2, 'warning', 'floating-tag', "'x' is Latest", true)],
  },
  {
    uri: 'file:///w/Dockerfile',
    path: 'Dockerfile',
    suppressed: 0,
    findings: [
      finding(9, 'warning', 'floating-tag'),
      finding(1, 'error', 'secret-in-env'),
      finding(0, 'hint', 'unpinned'),
    ],
  },
  { uri: 'file:///w/c/Dockerfile', path: 'c/Dockerfile', suppressed: 2, findings: [] },
]);

const shown = (grouping: Grouping, findings: readonly FoundFinding[] = list.findings()): string[] =>
  groupsOf(findings, grouping).flatMap(({ key, severity, findings: found }) => [
    `${key} (${severity})`,
    ...found.map(({ path, range, rule }) => `  ${path}:${range.start.line} ${rule}`),
  ]);

describe('groups', () => {
  test('by rule: the worst first, then the most frequent', () => {
    assert.deepEqual(shown('rule'), [
      'secret-in-env (error)',
      '  Dockerfile:1 secret-in-env',
      'floating-tag (warning)',
      '  Dockerfile:9 floating-tag',
      '  b/Dockerfile:2 floating-tag',
      'unpinned (hint)',
      '  Dockerfile:0 unpinned',
      '  b/Dockerfile:4 unpinned',
    ]);
  });

  test('by file: in the order of their paths', () => {
    assert.deepEqual(shown('file'), [
      'file:///w/Dockerfile (error)',
      '  Dockerfile:1 secret-in-env',
      '  Dockerfile:9 floating-tag',
      '  Dockerfile:0 unpinned',
      'file:///w/b/Dockerfile (warning)',
      '  b/Dockerfile:2 floating-tag',
      '  b/Dockerfile:4 unpinned',
    ]);
  });

  test('by severity', () => {
    assert.deepEqual(
      groupsOf(list.findings(), 'severity').map(({ key, findings }) => `${key} ${findings.length}`),
      ['error 1', 'warning 2', 'hint 2'],
    );
  });

  test('of nothing are none', () => {
    assert.deepEqual(groupsOf([], 'rule'), []);
  });
});

describe('a filter', () => {
  const kept: readonly (readonly [filter: string, kept: readonly string[]])[] = [
    ['', ['4 unpinned', '2 floating-tag', '9 floating-tag', '1 secret-in-env', '0 unpinned']],
    ['floating', ['2 floating-tag', '9 floating-tag']],
    ['LATEST', ['2 floating-tag']],
    ['b/', ['4 unpinned', '2 floating-tag']],
    ['b/ unpinned', ['4 unpinned']],
    ['@error @hint', ['4 unpinned', '1 secret-in-env', '0 unpinned']],
    ['@hint !b/', ['0 unpinned']],
    ['@fixable', ['2 floating-tag']],
    ['!', ['4 unpinned', '2 floating-tag', '9 floating-tag', '1 secret-in-env', '0 unpinned']],
    ['nothing', []],
  ];
  for (const [text, expected] of kept) {
    test(`'${text}' keeps ${expected.length}`, () => {
      const found = list.findings().filter((each) => filterOf(text).matches(each));
      assert.deepEqual(
        found.map(({ range, rule }) => `${range.start.line} ${rule}`),
        expected,
      );
    });
  }

  test('says which severities there are not', () => {
    assert.deepEqual(filterOf('@warnings @error x').unknown, ['warnings']);
    assert.deepEqual(filterOf('@').unknown, ['']);
  });
});

describe('the list', () => {
  test('counts findings, files that have some, and what is suppressed', () => {
    assert.deepEqual(list.counts, { findings: 5, files: 2, suppressed: 3 });
  });

  test('takes what is told last, and drops what is clean', () => {
    const own = new AuditList();
    own.started();
    const file = { uri: 'file:///w/a', path: 'a', suppressed: 0 };
    own.apply([{ ...file, findings: [finding(0, 'error', 'x')] }]);
    own.apply([{ ...file, findings: [finding(7, 'hint', 'y')] }]);
    assert.deepEqual(
      own.findings().map(({ rule }) => rule),
      ['y'],
    );
    own.apply([{ ...file, findings: [] }]);
    assert.deepEqual(own.counts, { findings: 0, files: 0, suppressed: 0 });
  });
});
