// Fixes of many findings at once: made together, or each shown first in the editor's refactor preview.
import { l10n, Uri, window, workspace } from 'vscode';
import { type BaseLanguageClient, TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageclient';
import type { FoundFinding } from './audit-list';
import { auditFixesRequest } from './audit-protocol';
import { askWay, confirmed, type Way } from './review';

/** Asks for the way where none is given; answers whether it was applied. */
export async function fixTogether(
  client: BaseLanguageClient,
  findings: readonly FoundFinding[],
  given?: Way,
): Promise<boolean> {
  const places = findings.filter(({ fixable }) => fixable).map(({ uri, rule, range }) => ({ uri, rule, range }));
  const answer = await client.sendRequest(auditFixesRequest, { findings: places });
  if (answer.fixes === 0) {
    void window.showInformationMessage(l10n.t('None of these findings has a fix that needs nothing to be filled in.'));
    return false;
  }
  const title = l10n.t('Fixes: {0}, files: {1}', answer.fixes, answer.files);
  const way = given ?? (await askWay(title, l10n.t('How the findings are fixed')));
  if (!way) return false;
  const edit = way === 'review' ? answer.edit : confirmed(answer.edit);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!isCurrent(edit)) {
    void window.showWarningMessage(l10n.t('A file changed meanwhile: nothing was fixed. Try again.'));
    return false;
  }
  return workspace.applyEdit(converted, { isRefactoring: true });
}

/** No open document was typed in since the edit was made. */
function isCurrent({ documentChanges = [] }: WorkspaceEdit): boolean {
  return documentChanges.every((change) => {
    if (!TextDocumentEdit.is(change) || change.textDocument.version === null) return true;
    const uri = Uri.parse(change.textDocument.uri).toString();
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
    return document?.version === change.textDocument.version;
  });
}
