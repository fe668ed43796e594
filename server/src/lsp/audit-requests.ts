// The requests that the audit answers. Where there are no files, it finds none.
import { type Connection, type Disposable, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { REPORT_FORMATS } from '../../../protocol/audit';
import { auditFixesRequest, auditReportRequest, auditRequest } from './audit-protocol';
import type { WorkspaceAudit } from './workspace-audit';

export function registerAudit(connection: Connection, current: () => WorkspaceAudit | undefined): Disposable[] {
  return [
    connection.onRequest(
      auditRequest,
      async (params, token) =>
        current()?.run(params, token) ?? { files: 0, findings: 0, suppressed: 0, cancelled: false },
    ),
    connection.onRequest(auditReportRequest, async ({ format }) => {
      if (!REPORT_FORMATS.includes(format)) {
        throw new ResponseError(ErrorCodes.InvalidParams, `a report is one of ${REPORT_FORMATS.join(', ')}`);
      }
      return current()?.report(format) ?? '';
    }),
    connection.onRequest(
      auditFixesRequest,
      async ({ findings }) => current()?.fixes(findings) ?? { edit: {}, fixes: 0, files: 0 },
    ),
  ];
}
