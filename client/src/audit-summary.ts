// The summary of the audit as a document, for the Markdown preview.
import { commands, type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { auditReportRequest } from './audit-protocol';
import { withPreviewLinks } from './preview-links';

const summaryUri = Uri.from({ scheme: 'hullwright-audit', path: '/Hullwright Audit.md' });

export function registerSummary(client: BaseLanguageClient): Disposable[] {
  const changed = new EventEmitter<Uri>();
  let summary = '';
  const provider: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: () => summary,
  };

  async function open(): Promise<void> {
    const markdown = await client.sendRequest(auditReportRequest, { format: 'summary' });
    summary = withPreviewLinks(markdown, workspace.workspaceFolders?.[0]?.uri);
    changed.fire(summaryUri);
    await commands.executeCommand('markdown.showPreview', summaryUri);
  }

  return [
    changed,
    workspace.registerTextDocumentContentProvider(summaryUri.scheme, provider),
    commands.registerCommand('hullwright.audit.summary', open),
  ];
}
