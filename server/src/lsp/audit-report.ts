// An audit as a text: for the editor's preview, or for a file to give away.
import type { ReportFormat } from '../../../protocol/audit';
import { htmlReport } from '../report/html';
import { summaryOf } from '../report/markdown';
import { type AuditedFile, render } from '../report/report';
import { sarifReport } from '../report/sarif';
import { notices } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { encodeName } from '../text/uri';

export interface ReportOptions {
  readonly rules: readonly RuleInfo[];
  readonly version: string;
  /** The folder that SARIF's paths are relative to. */
  readonly root: string;
}

export function reportIn(
  format: ReportFormat,
  files: readonly AuditedFile[],
  { rules, version, root }: ReportOptions,
): string {
  switch (format) {
    case 'summary':
      return summaryOf(files);
    case 'markdown':
      return summaryOf(files, ({ path }) => path.split('/').map(encodeName).join('/'));
    case 'html':
      return render(htmlReport(), files);
    case 'sarif':
      return render(sarifReport({ rules: [...rules, ...notices], version, root }), files);
    default:
      return format satisfies never;
  }
}
