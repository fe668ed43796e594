// The audit as a file to give away: a page, Markdown, or SARIF for other tools.
import { env, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ReportFormat } from '../../protocol/audit';
import { auditReportRequest } from './audit-protocol';

type ExportFormat = Exclude<ReportFormat, 'summary'>;

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { html: 'html', markdown: 'md', sarif: 'sarif' };

/** Asks for what is left out; answers where it was written. */
export async function exportAudit(
  client: BaseLanguageClient,
  format?: ExportFormat,
  target?: Uri,
): Promise<Uri | undefined> {
  const chosen = format ?? (await askFormat());
  if (!chosen || !Object.hasOwn(EXTENSIONS, chosen)) return undefined;
  const uri = target ?? (await askTarget(chosen));
  if (!uri) return undefined;
  const text = await client.sendRequest(auditReportRequest, { format: chosen });
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void offerToOpen(uri, chosen);
  return uri;
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const formats: readonly (QuickPickItem & { readonly format: ExportFormat })[] = [
    { format: 'html', label: 'HTML', description: l10n.t('One page without scripts, light and dark') },
    { format: 'markdown', label: 'Markdown', description: l10n.t('With links to files and rules') },
    { format: 'sarif', label: 'SARIF 2.1.0', description: l10n.t('For code scanning and other tools') },
  ];
  const picked = await window.showQuickPick(formats, { placeHolder: l10n.t('What the audit is written as') });
  return picked?.format;
}

function askTarget(format: ExportFormat): Thenable<Uri | undefined> {
  const extension = EXTENSIONS[format];
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    title: l10n.t('Export Audit'),
    filters: { [extension.toUpperCase()]: [extension] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, `hullwright-audit.${extension}`) } : {}),
  });
}

async function offerToOpen(uri: Uri, format: ExportFormat): Promise<void> {
  const open = l10n.t('Open');
  const said = l10n.t('The audit was written to {0}.', workspace.asRelativePath(uri));
  if ((await window.showInformationMessage(said, open)) !== open) return;
  if (format === 'html' && uri.scheme === 'file') await env.openExternal(uri);
  else await window.showTextDocument(uri);
}
