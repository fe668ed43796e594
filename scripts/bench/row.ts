// A line of the benchmark's table.

export type Row = MeasuredRow | SkippedRow;

interface MeasuredRow {
  readonly what: string;
  /** With its unit. */
  readonly measured: string;
  readonly bar: string;
  readonly isMet: boolean;
  readonly findings: string;
  /** Its counts are not what they have to be: the time means nothing. */
  readonly problem?: string;
}

interface SkippedRow {
  readonly what: string;
  /** Why it was not measured. */
  readonly skipped: string;
}

export type Verdict = 'ok' | 'MISSED' | 'WRONG' | 'skipped';

export function verdictOf(row: Row): Verdict {
  if ('skipped' in row) return 'skipped';
  if (row.problem !== undefined) return 'WRONG';
  return row.isMet ? 'ok' : 'MISSED';
}

export function printedRows(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'bar', '', 'findings'],
    ...rows.map((row) =>
      'skipped' in row
        ? [row.what, '', '', verdictOf(row), '']
        : [row.what, row.measured, row.bar, verdictOf(row), row.findings],
    ),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const reasons = rows.flatMap((row) => {
    const reason = 'skipped' in row ? row.skipped : row.problem;
    return reason === undefined ? [] : [`${verdictOf(row)}: ${row.what}: ${reason}`];
  });
  return `${[...lines, ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
}

/** Of sorted numbers, the one that `share` of them are below. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
