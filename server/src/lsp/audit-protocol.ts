// What the audit and a view of it say to each other, beyond the protocol of all language servers.
import {
  NotificationType,
  type PartialResultParams,
  ProgressType,
  type Range,
  RequestType,
  type WorkDoneProgressParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Severity } from '../rule/finding';

export interface AuditResult {
  readonly files: number;
  readonly findings: number;
  readonly suppressed: number;
  /** The rest was not looked at: what it had before stays. */
  readonly cancelled: boolean;
}

/** All that is found in a file now. None: it is clean, or gone. */
export interface FileFindings {
  readonly uri: string;
  /** From its folder of the workspace, with slashes. */
  readonly path: string;
  /** Of the open document; undefined for what is read from disk. */
  readonly version?: number;
  readonly findings: readonly ListedFinding[];
  readonly suppressed: number;
}

export interface ListedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** A fix needs nothing to be filled in. */
  readonly fixable: boolean;
}

export const REPORT_FORMATS = ['summary', 'markdown', 'html', 'sarif'] as const;
/** summary: Markdown for the editor's own preview, with links to files of this machine. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A finding, as the view knows it. */
export interface FindingPlace {
  readonly uri: string;
  readonly rule: string;
  readonly range: Range;
}

export interface AuditFixes {
  /** Each change asks to be confirmed. */
  readonly edit: WorkspaceEdit;
  readonly fixes: number;
  readonly files: number;
}

/** With a partialResultToken, files come as they are audited, and changes of theirs ever after. */
export const auditRequest = new RequestType<WorkDoneProgressParams & PartialResultParams, AuditResult, void>(
  'hullwright/audit',
);
export const auditPart = new ProgressType<readonly FileFindings[]>();
export const auditChanged = new NotificationType<{ readonly files: readonly FileFindings[] }>(
  'hullwright/auditChanged',
);
export const auditReportRequest = new RequestType<{ readonly format: ReportFormat }, string, void>(
  'hullwright/auditReport',
);
export const auditFixesRequest = new RequestType<{ readonly findings: readonly FindingPlace[] }, AuditFixes, void>(
  'hullwright/auditFixes',
);
