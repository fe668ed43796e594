// How much the rules say: findings by rule, and how many a file that a user would see.

import { isDeepStrictEqual } from 'node:util';
import { bundledImageFacts } from '../../server/src/image/facts';
import { analyseWith } from '../../server/src/lint/analyse';
import { DockerfileLinter } from '../../server/src/lint/dockerfile-linter';
import type { Profile } from '../../server/src/lint/profile';
import type { Finding } from '../../server/src/rule/finding';
import { dockerfileRules } from '../../server/src/rules/all.generated';
import { TODAY } from '../day';
import type { CorpusFile } from './files';

interface RuleCount {
  findings: number;
  files: number;
}

/** What test/corpus.json holds. */
export interface Measured {
  readonly files: number;
  /** In the profile strict, by id; notices where there are any. */
  readonly rules: Readonly<Record<string, Readonly<RuleCount>>>;
  /** Findings a file in the profile recommended. */
  readonly recommended: {
    readonly findings: number;
    readonly filesWithFindings: number;
    readonly median: number;
    readonly medianWithoutHints: number;
  };
}

export type Analyse = (file: CorpusFile) => readonly Finding[];

export function analyser(profile: Profile, onRuleFailure?: (rule: string, error: unknown) => void): Analyse {
  const facts = { images: bundledImageFacts, today: TODAY };
  const linter = new DockerfileLinter({ rules: dockerfileRules, facts, profile, onRuleFailure });
  return ({ path, text }) => analyseWith(linter, path, text).findings;
}

export function measure(files: readonly CorpusFile[]): { measured: Measured; failures: readonly string[] } {
  const failures: string[] = [];
  const strict = analyser('strict', (rule, error) => failures.push(`the rule ${rule} failed: ${String(error)}`));
  const recommended = analyser('recommended');
  const counts = new Map<string, RuleCount>(dockerfileRules.map(({ id }) => [id, { findings: 0, files: 0 }]));
  const shown: (readonly Finding[])[] = [];
  for (const file of files) {
    const findings = strict(file);
    for (const id of new Set(findings.map(({ rule }) => rule))) {
      const count = counts.get(id) ?? { findings: 0, files: 0 };
      count.findings += findings.filter(({ rule }) => rule === id).length;
      count.files++;
      counts.set(id, count);
    }
    shown.push(recommended(file));
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const lengths = shown.map(({ length }) => length);
  const measured = {
    files: files.length,
    rules: Object.fromEntries(sorted),
    recommended: {
      findings: lengths.reduce((sum, length) => sum + length, 0),
      filesWithFindings: lengths.filter((length) => length > 0).length,
      median: median(lengths),
      medianWithoutHints: median(shown.map((all) => all.filter(({ severity }) => severity !== 'hint').length)),
    },
  };
  return { measured, failures };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export const isSame = (now: Measured, before: Measured | undefined): boolean => isDeepStrictEqual(now, before);

const grouped = (count: number): string => count.toLocaleString('en');
const signed = (change: number): string => (change === 0 ? '' : `${change > 0 ? '+' : ''}${grouped(change)}`);

/** The table for people; the change is against `before`. */
export function printed({ files, rules, recommended }: Measured, before: Measured | undefined): string {
  const ids = [...new Set([...Object.keys(rules), ...Object.keys(before?.rules ?? {})])].sort();
  const rows = ids.map((id) => {
    const now = rules[id] ?? { findings: 0, files: 0 };
    const change = now.findings - (before?.rules[id]?.findings ?? 0);
    return [id, grouped(now.findings), before ? signed(change) : 'new', grouped(now.files)];
  });
  const all = [['rule', 'findings', 'change', 'files'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const { findings, filesWithFindings, median: all_, medianWithoutHints } = recommended;
  return [
    ...all.map(line),
    '',
    `${grouped(files)} files. In the profile recommended ${grouped(findings)} findings in ${grouped(filesWithFindings)} of them,`,
    `median a file ${all_}, without hints ${medianWithoutHints}.`,
    '',
  ].join('\n');
}

export function describeChange(now: Measured, before: Measured | undefined): string {
  if (!before) return 'There is no committed table yet; --update writes it.';
  if (now.files !== before.files) {
    return `The committed table is of ${grouped(before.files)} files: of another corpus, or of another state of it.`;
  }
  return 'This is not the committed table; --update writes it.';
}
