// "Audit Workspace": asks the server for every file's findings, shows its progress and then its summary.
import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  type Progress,
  ProgressLocation,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, RequestType, WorkDoneProgress } from 'vscode-languageclient';
import * as counted from './counted';
import { withPreviewLinks } from './preview-links';

interface AuditResult {
  readonly markdown: string;
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

const auditRequest = new RequestType<{ workDoneToken?: string }, AuditResult, void>('hullwright/audit');
const summaryUri = Uri.from({ scheme: 'hullwright-audit', path: '/Hullwright Audit.md' });
let audits = 0;

/** Registers the command and the document that holds the last summary. */
export function registerAudit(client: BaseLanguageClient): Disposable[] {
  const changed = new EventEmitter<Uri>();
  let summary = '';
  const provider: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: () => summary,
  };

  async function audit(): Promise<AuditResult> {
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t('Auditing the workspace'),
      cancellable: true,
    };
    const result = await window.withProgress(options, (progress, token) => requestAudit(client, progress, token));
    if (result.cancelled) {
      client.info(`Audit cancelled after ${result.files} files`);
      return result;
    }
    summary = withPreviewLinks(result.markdown, workspace.workspaceFolders?.[0]?.uri);
    changed.fire(summaryUri);
    await commands.executeCommand('markdown.showPreview', summaryUri);
    // Not awaited: it settles when the notification is closed.
    const [found, checked] = [counted.findings(result.findings), counted.files(result.files)];
    void window.showInformationMessage(l10n.t('The audit has {0} in {1}.', found, checked));
    return result;
  }

  return [
    changed,
    workspace.registerTextDocumentContentProvider(summaryUri.scheme, provider),
    commands.registerCommand('hullwright.audit', audit),
  ];
}

async function requestAudit(
  client: BaseLanguageClient,
  progress: Progress<{ message?: string; increment?: number }>,
  token: CancellationToken,
): Promise<AuditResult> {
  const workDoneToken = `hullwright-audit-${++audits}`;
  let done = 0;
  const reports = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === 'end') return;
    const percentage = value.percentage ?? done;
    progress.report({ message: value.message, increment: percentage - done });
    done = percentage;
  });
  try {
    return await client.sendRequest(auditRequest, { workDoneToken }, token);
  } finally {
    reports.dispose();
  }
}
