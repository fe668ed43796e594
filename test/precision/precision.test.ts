// Findings in real files that were read by eye, twenty of each rule at random: they are still found, and nearly all are right. Of
// rules for Compose files the recommended ones, and of the others those that have a table.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { analyser } from '../../scripts/corpus/analyser';
import type { MeasuredKind } from '../../scripts/corpus/files';
import type { CorpusTable } from '../../scripts/corpus/measure';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { composeRules } from '../../server/src/rules/compose.generated';
import { needsShared, sharedPath } from '../support/shared';

const SAMPLE = 20;
const WRONG_AT_MOST = 1;
const HEADER = 'path\tline\tright or wrong\treason';

interface Row {
  readonly path: string;
  readonly line: number;
  readonly verdict: string;
  readonly reason: string;
}

/** Where files of a kind are, below the corpus. */
const FOLDERS: Readonly<Record<MeasuredKind, string>> = { dockerfile: 'dockerfiles', compose: 'compose' };

const table: CorpusTable = JSON.parse(readFileSync('test/corpus.json', 'utf8'));

function rowsOf(rule: string): Row[] {
  const path = `test/precision/${rule}.tsv`;
  if (!existsSync(path)) return [];
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  assert.equal(header, HEADER);
  return lines.map((text) => {
    const [path = '', line = '', verdict = '', reason = ''] = text.split('\t');
    return { path, line: Number(line), verdict, reason };
  });
}

describe('precision', () => {
  const analyse = analyser('strict');
  const readCompose = composeRules.filter(
    ({ id, recommended }) => recommended || existsSync(`test/precision/${id}.tsv`),
  );
  for (const { id, kind } of [...dockerfileRules, ...readCompose]) {
    const rows = rowsOf(id);

    test(`${id}: enough findings were read`, () => {
      assert.equal(rows.length, Math.min(SAMPLE, table[kind].rules[id]?.findings ?? 0));
      for (const { verdict, reason } of rows) {
        assert.match(verdict, /^(?:right|wrong)$/);
        assert.notEqual(reason, '');
      }
      assert.ok(rows.filter(({ verdict }) => verdict === 'wrong').length <= WRONG_AT_MOST);
    });

    test(`${id}: what was read is still found`, { skip: needsShared }, () => {
      const found = new Map<string, number>();
      for (const path of new Set(rows.map((row) => row.path))) {
        const text = readFileSync(sharedPath('corpus', FOLDERS[kind], ...path.split('/')), 'utf8');
        for (const { rule, range } of analyse({ path, text }).findings) {
          const key = `${path}:${range.start.line + 1}`;
          if (rule === id) found.set(key, (found.get(key) ?? 0) + 1);
        }
      }
      for (const { path, line } of rows) {
        const key = `${path}:${line}`;
        const left = found.get(key) ?? 0;
        assert.ok(left > 0, `${key} is no longer found: read another sample`);
        found.set(key, left - 1);
      }
    });
  }
});
