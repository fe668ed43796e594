// What the server's audit answers and tells: the same as in the server's audit-protocol.ts.
import {
  NotificationType,
  type PartialResultParams,
  ProgressType,
  RequestType,
  type WorkDoneProgressParams,
  type WorkspaceEdit,
} from 'vscode-languageclient';
import type { FileFindings, ListedFinding, ListedRange } from './audit-list';

export interface AuditResult {
  readonly files: number;
  readonly findings: number;
  readonly suppressed: number;
  readonly cancelled: boolean;
}

export type ReportFormat = 'summary' | 'markdown' | 'html' | 'sarif';

export interface FindingPlace {
  readonly uri: string;
  readonly rule: ListedFinding['rule'];
  readonly range: ListedRange;
}

export interface AuditFixes {
  readonly edit: WorkspaceEdit;
  readonly fixes: number;
  readonly files: number;
}

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
