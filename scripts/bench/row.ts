// A line of the benchmark's table.

export interface Row {
  readonly what: string;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** '' where there is none. */
  readonly bar: string;
  readonly isMet: boolean;
  readonly findings: string;
  /** Its counts are not what they have to be: the time means nothing. */
  readonly problem?: string;
}

export function printedRows(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'bar', '', 'findings'],
    ...rows.map(({ what, measured, bar, isMet, findings, problem }) => [
      what,
      measured,
      bar,
      problem !== undefined ? 'WRONG' : isMet ? (bar === '' ? '' : 'ok') : 'MISSED',
      findings,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const problems = rows.flatMap(({ what, problem }) => (problem === undefined ? [] : [`${what}: ${problem}`]));
  return `${[...lines, ...problems].join('\n')}\n`;
}

/** Of sorted numbers, the one that `share` of them are below. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
