// What the server answers when the machine that it runs on is to be audited. It takes no parameters.

export const AUDIT_HOST = 'hullwright/auditHost';

export interface HostAuditAnswer {
  readonly hasDocker: boolean;
  readonly fail: number;
  readonly unknown: number;
  readonly pass: number;
  /** In Markdown. */
  readonly report: string;
}
