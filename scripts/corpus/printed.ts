// The corpus's table for people, with what changed since the committed one.
import { isDeepStrictEqual } from 'node:util';
import { PROFILES } from '../../server/src/lint/profile';
import { MEASURED_KINDS, type MeasuredKind } from './files';
import type { CorpusTable, Measured } from './measure';

const NAMES: Readonly<Record<MeasuredKind, string>> = { dockerfile: 'Dockerfiles', compose: 'Compose files' };

export const isSame = (now: CorpusTable, before: CorpusTable | undefined): boolean => isDeepStrictEqual(now, before);

const grouped = (count: number): string => count.toLocaleString('en');
const signed = (change: number): string => (change === 0 ? '' : `${change > 0 ? '+' : ''}${grouped(change)}`);

/** The change is against `before`; kinds without files are left out. */
export const printed = (table: CorpusTable, before: CorpusTable | undefined): string =>
  MEASURED_KINDS.filter((kind) => table[kind].files > 0)
    .map((kind) => printedKind(NAMES[kind], table[kind], before?.[kind]))
    .join('\n');

function printedKind(name: string, now: Measured, before: Measured | undefined): string {
  const ids = [...new Set([...Object.keys(now.rules), ...Object.keys(before?.rules ?? {})])].sort();
  const rows = ids.map((id) => {
    const { findings, files, recommended } = now.rules[id] ?? { findings: 0, files: 0, recommended: 0 };
    const change = findings - (before?.rules[id]?.findings ?? 0);
    return [id, grouped(findings), before ? signed(change) : 'new', grouped(files), grouped(recommended)];
  });
  const profiles = PROFILES.map((profile) => {
    const { findings, filesWithFindings, perFile, median, medianWithoutHints } = now.profiles[profile];
    return [profile, grouped(findings), grouped(filesWithFindings), `${perFile}`, `${median}`, `${medianWithoutHints}`];
  });
  return [
    ...aligned([['rule', 'findings', 'change', 'files', 'recommended'], ...rows]),
    '',
    ...aligned([['profile', 'findings', 'files', 'a file', 'median', 'without hints'], ...profiles]),
    '',
    `${grouped(now.files)} ${name}, ${grouped(now.counted)} of them counted, ${grouped(now.throws)} failures.`,
    '',
  ].join('\n');
}

/** Numbers to the right of their column. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}

export function describeChange(now: CorpusTable, before: CorpusTable | undefined): string {
  if (!before) return 'There is no committed table yet; --update writes it.';
  for (const kind of MEASURED_KINDS) {
    if (now[kind].files === before[kind].files) continue;
    return `The committed table is of ${grouped(before[kind].files)} ${NAMES[kind]}: of another corpus, or of another state of it.`;
  }
  return 'This is not the committed table; --update writes it.';
}
