// What every report is: pieces of text, so that an audit of any size is written while it runs.
import type { Analysis } from '../lint/analysis';
import type { Severity } from '../rule/finding';

export interface AuditedFile {
  /** As the user named it, with slashes. */
  readonly path: string;
  readonly uri: string;
  readonly analysis: Analysis;
}

/** The pieces, in order: `start`, `file` for each file, `end`. */
export interface Report {
  start(): string;
  file(file: AuditedFile): string;
  end(): string;
}

export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const satisfies readonly Severity[];

export type Counts = Record<Severity, number>;

/** Counts as files go by. */
export class Tally {
  files = 0;
  filesWithFindings = 0;
  suppressed = 0;
  readonly counts: Counts = { error: 0, warning: 0, info: 0, hint: 0 };

  add({ findings, suppressed = [] }: Analysis): void {
    this.files++;
    this.suppressed += suppressed.length;
    if (findings.length > 0) this.filesWithFindings++;
    for (const { severity } of findings) this.counts[severity]++;
  }
}

/** The whole of a report as one text. */
export const render = (report: Report, files: readonly AuditedFile[]): string =>
  [report.start(), ...files.map((file) => report.file(file)), report.end()].join('');
