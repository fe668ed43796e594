// How much the rules say: findings by rule and profile, and how many a file that a user would see.

import { PROFILES, type Profile } from '../../server/src/lint/profile';
import type { Finding } from '../../server/src/rule/finding';
import type { Rule } from '../../server/src/rule/rule';
import { everyRule } from '../../server/src/rules/every';
import { type Analyse, analyser } from './analyser';
import { type CorpusFile, kindOfFile, type MeasuredKind } from './files';

interface RuleCount {
  /** In the profile strict. */
  findings: number;
  files: number;
  /** In the profile recommended. */
  recommended: number;
}

export interface ProfileCount {
  readonly findings: number;
  readonly filesWithFindings: number;
  readonly perFile: number;
  readonly median: number;
  readonly medianWithoutHints: number;
}

/** Of one kind of files. */
export interface Measured {
  readonly files: number;
  /** What findings a file are counted over: Compose files that describe a service, all Dockerfiles. */
  readonly counted: number;
  readonly throws: number;
  /** By id; notices, and rules for what stands inside such a file, where there are any findings. */
  readonly rules: Readonly<Record<string, Readonly<RuleCount>>>;
  readonly profiles: Readonly<Record<Profile, ProfileCount>>;
}

/** What test/corpus.json holds. */
export type CorpusTable = Readonly<Record<MeasuredKind, Measured>>;

interface Failing {
  readonly failures: readonly string[];
}

export function measureAll(files: readonly CorpusFile[]): Failing & { readonly table: CorpusTable } {
  const failures: string[] = [];
  const of = (kind: MeasuredKind): Measured => {
    const { measured, failures: more } = measure(
      kind,
      files.filter(({ path }) => kindOfFile(path) === kind),
    );
    failures.push(...more);
    return measured;
  };
  return { table: { dockerfile: of('dockerfile'), compose: of('compose') }, failures };
}

export function measure(
  kind: MeasuredKind,
  files: readonly CorpusFile[],
): Failing & {
  readonly measured: Measured;
} {
  const failures: string[] = [];
  const ofKind = everyRule.filter((rule: Rule) => rule.kind === kind);
  const counts = new Map<string, RuleCount>(ofKind.map(({ id }) => [id, noCount()]));
  const shown: Record<Profile, (readonly Finding[])[]> = { recommended: [], strict: [], cis: [] };
  for (const profile of PROFILES) {
    const analyse = analyser(profile, (rule, error) => failures.push(`the rule ${rule} failed: ${String(error)}`));
    for (const file of files) {
      const { findings, isCounted } = analysed(analyse, file, failures);
      if (profile === 'strict') count(counts, findings);
      if (profile === 'recommended') for (const { rule } of findings) countOf(counts, rule).recommended++;
      if (isCounted) shown[profile].push(findings);
    }
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const measured = {
    files: files.length,
    counted: shown.strict.length,
    throws: failures.length,
    rules: Object.fromEntries(sorted),
    profiles: {
      recommended: profileCount(shown.recommended),
      strict: profileCount(shown.strict),
      cis: profileCount(shown.cis),
    },
  };
  return { measured, failures };
}

interface Analysed {
  readonly findings: readonly Finding[];
  readonly isCounted: boolean;
}

function analysed(analyse: Analyse, file: CorpusFile, failures: string[]): Analysed {
  try {
    const { findings, compose } = analyse(file);
    return { findings, isCounted: compose === undefined || compose.services.length > 0 };
  } catch (error) {
    failures.push(`${file.path}: ${String(error)}`);
    return { findings: [], isCounted: false };
  }
}

const noCount = (): RuleCount => ({ findings: 0, files: 0, recommended: 0 });

function countOf(counts: Map<string, RuleCount>, id: string): RuleCount {
  const found = counts.get(id) ?? noCount();
  counts.set(id, found);
  return found;
}

function count(counts: Map<string, RuleCount>, findings: readonly Finding[]): void {
  for (const { rule } of findings) countOf(counts, rule).findings++;
  for (const id of new Set(findings.map(({ rule }) => rule))) countOf(counts, id).files++;
}

function profileCount(shown: readonly (readonly Finding[])[]): ProfileCount {
  const lengths = shown.map(({ length }) => length);
  const findings = lengths.reduce((sum, length) => sum + length, 0);
  return {
    findings,
    filesWithFindings: lengths.filter((length) => length > 0).length,
    perFile: shown.length === 0 ? 0 : Math.round((100 * findings) / shown.length) / 100,
    median: median(lengths),
    medianWithoutHints: median(shown.map((all) => all.filter(({ severity }) => severity !== 'hint').length)),
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
