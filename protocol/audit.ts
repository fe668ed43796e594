// What the server's audit and a view of it say to each other, beyond the protocol of all language servers.

/** With a partialResultToken, files come as they are audited, and changes of theirs ever after. */
export const AUDIT = 'hullwright/audit';
export const AUDIT_CHANGED = 'hullwright/auditChanged';
export const AUDIT_REPORT = 'hullwright/auditReport';
export const AUDIT_FIXES = 'hullwright/auditFixes';

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
  readonly range: ListedRange;
  /** A fix needs nothing to be filled in. */
  readonly fixable: boolean;
}

/** The worst first. */
export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** As in LSP. */
export interface ListedRange {
  readonly start: ListedPosition;
  readonly end: ListedPosition;
}

interface ListedPosition {
  readonly line: number;
  readonly character: number;
}

export interface AuditChanges {
  readonly files: readonly FileFindings[];
}

export const REPORT_FORMATS = ['summary', 'markdown', 'html', 'sarif'] as const;
/** summary: Markdown for the editor's own preview, with links to files of this machine. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportQuestion {
  readonly format: ReportFormat;
}

/** A finding, as the view knows it. */
export interface FindingPlace {
  readonly uri: string;
  readonly rule: string;
  readonly range: ListedRange;
}

export interface FixesQuestion {
  readonly findings: readonly FindingPlace[];
}

/** `Edit`: LSP's WorkspaceEdit. */
export interface AuditFixes<Edit> {
  /** Each change asks to be confirmed. */
  readonly edit: Edit;
  readonly fixes: number;
  readonly files: number;
}
