// Files with findings of every shape that a report has to show, made by hand.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditedFile } from '../../server/src/report/report';
import type { Finding, Fix } from '../../server/src/rule/finding';
import type { RuleInfo } from '../../server/src/rule/rule';
import { rangeOf } from '../../server/src/text/range';

const info = {
  kind: 'dockerfile',
  confidence: 'high',
  recommended: true,
  docs: { why: 'It is bad.\n\nVery.', bad: 'FROM x\n', good: 'FROM y\n', limits: 'None.' },
} as const;

export const sampleRules: readonly RuleInfo[] = [
  {
    ...info,
    id: 'missing-user',
    title: 'Runs as root',
    severity: 'warning',
    category: 'privilege',
    references: [{ cis: '4.1' }, { cwe: 250 }, { url: 'https://example.com/a' }],
  },
  {
    ...info,
    id: 'secret-in-env',
    title: 'Secret in ENV',
    severity: 'error',
    category: 'secrets',
    references: [{ cwe: 79 }],
  },
  {
    ...info,
    id: 'odd-text',
    title: 'Odd text',
    severity: 'hint',
    category: 'hygiene',
    confidence: 'low',
    references: [],
  },
  {
    ...info,
    id: 'not-analysed',
    title: 'Too large',
    severity: 'info',
    category: 'syntax',
    references: [],
    docs: { why: 'It is.', limits: 'None.' },
  },
];

const fix = (title: string, safety: Fix['safety'], newText: string, range: Finding['range'], uri?: string): Fix => ({
  title,
  safety,
  delta: {},
  edits: () => [{ uri, edits: [{ range, newText }] }],
});

const finding = (
  rule: string,
  severity: Finding['severity'],
  message: string,
  range: Finding['range'],
  more: Partial<Pick<Finding, 'related' | 'fixes' | 'masked'>> = {},
): Finding => ({
  rule,
  severity,
  message,
  range,
  related: [],
  fixes: [],
  masked: [],
  ...more,
});

const file = (path: string, text: string, findings: readonly Finding[]): AuditedFile => {
  const uri = `file:///project/${encodeURI(path)}`;
  return { path, uri, analysis: { uri, lines: text.split('\n'), findings } };
};

const LONG = `RUN ${'echo 0123456789 && '.repeat(60)}true`;

export const sampleFiles: readonly AuditedFile[] = [
  file('Dockerfile', 'FROM alpine\r\nRUN a \\\r\n  b\r\nENV A=1 DB_PASSWORD="hunter2" API_KEY=x\r\n', [
    finding('missing-user', 'warning', "'alpine' runs as root", rangeOf(0, 5, 0, 11), {
      related: [{ range: rangeOf(1, 0, 2, 3), message: 'this step needs root' }],
      fixes: [
        fix("Run as 'nobody'", 'safe', 'USER nobody\n', rangeOf(3, 0, 3, 0)),
        fix('Name a user', 'manual', 'USER ?\n', rangeOf(3, 0, 3, 0)),
      ],
    }),
    finding('missing-user', 'warning', 'a step over lines', rangeOf(1, 0, 2, 3)),
    finding('secret-in-env', 'error', "'DB_PASSWORD' is stored", rangeOf(3, 8, 3, 19), {
      masked: [rangeOf(3, 20, 3, 29)],
      fixes: [
        fix('Mount it', 'suggested', '', rangeOf(3, 7, 3, 29)),
        fix('Ignore it', 'suggested', '.env\n', rangeOf(0, 0, 0, 0), 'file:///project/.dockerignore'),
      ],
    }),
    finding('secret-in-env', 'error', "'API_KEY' is stored", rangeOf(3, 30, 3, 37), {
      masked: [rangeOf(3, 38, 3, 39)],
    }),
  ]),
  file(
    'a b/odd.dockerfile',
    `\tRUN\tx 日本語 é👍 here\nRUN \x1b[31m\u202ered\x07 here\n${LONG}\n\n${LONG}\nRUN x\nRUN x\n`,
    [
      finding('odd-text', 'hint', 'behind tabs', rangeOf(0, 5, 0, 6)),
      finding('odd-text', 'hint', 'behind wide characters', rangeOf(0, 16, 0, 20)),
      finding('odd-text', 'hint', 'wide characters', rangeOf(0, 7, 0, 10)),
      finding('odd-text', 'hint', 'escapes \x1b[2J \u202e \t \n end', rangeOf(1, 13, 1, 17)),
      finding('odd-text', 'hint', 'the end of a long line', rangeOf(2, LONG.length - 4, 2, LONG.length)),
      finding('odd-text', 'hint', 'a blank line', rangeOf(3, 0, 3, 0)),
      finding('odd-text', 'hint', 'the whole of a long line', rangeOf(4, 0, 4, LONG.length)),
      finding('odd-text', 'hint', 'behind the end of a line', rangeOf(5, 5, 5, 5)),
      finding('odd-text', 'hint', 'the same text again', rangeOf(6, 0, 6, 3)),
      finding('odd-text', 'hint', 'behind the end of the file', rangeOf(99, 3, 99, 9)),
    ],
  ),
  file('clean.dockerfile', 'FROM x\n', []),
  file('big\x1b[31m.dockerfile', '', [finding('not-analysed', 'info', 'not analysed', rangeOf(0, 0, 0, 0))]),
];

/** Compares with a text in test/fixtures/report; UPDATE=1 writes it. */
export function assertGolden(name: string, actual: string): void {
  const path = join('test', 'fixtures', 'report', name);
  if (process.env.UPDATE) writeFileSync(path, actual);
  assert.equal(actual, readFileSync(path, 'utf8'));
}
