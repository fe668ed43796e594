// The audit's messages as the server hears and sends them.
import {
  NotificationType,
  type PartialResultParams,
  ProgressType,
  RequestType,
  type WorkDoneProgressParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  AUDIT,
  AUDIT_CHANGED,
  AUDIT_FIXES,
  AUDIT_REPORT,
  type AuditChanges,
  type AuditFixes,
  type AuditResult,
  type FileFindings,
  type FixesQuestion,
  type ReportQuestion,
} from '../../../protocol/audit';

export const auditRequest = new RequestType<WorkDoneProgressParams & PartialResultParams, AuditResult, void>(AUDIT);
export const auditPart = new ProgressType<readonly FileFindings[]>();
export const auditChanged = new NotificationType<AuditChanges>(AUDIT_CHANGED);
export const auditReportRequest = new RequestType<ReportQuestion, string, void>(AUDIT_REPORT);
export const auditFixesRequest = new RequestType<FixesQuestion, AuditFixes<WorkspaceEdit>, void>(AUDIT_FIXES);
