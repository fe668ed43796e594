// Fixes of many findings at once: made together, or each shown first in the editor's refactor preview.
import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { type BaseLanguageClient, TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageclient';
import type { FoundFinding } from './audit-list';
import { type AuditFixes, auditFixesRequest } from './audit-protocol';

/** apply: without looking first. */
type Way = 'review' | 'apply';

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
  const way = given ?? (await askWay(answer));
  if (!way) return false;
  const edit = way === 'review' ? answer.edit : confirmed(answer.edit);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!isCurrent(edit)) {
    void window.showWarningMessage(l10n.t('A file changed meanwhile: nothing was fixed. Try again.'));
    return false;
  }
  return workspace.applyEdit(converted, { isRefactoring: true });
}

async function askWay({ fixes, files }: AuditFixes): Promise<Way | undefined> {
  const ways: readonly (QuickPickItem & { readonly way: Way })[] = [
    {
      way: 'review',
      label: l10n.t('$(diff) Review Each Change'),
      detail: l10n.t('In the refactor preview: tick what is to be made.'),
    },
    { way: 'apply', label: l10n.t('$(wand) Apply All Now'), detail: l10n.t('Everything, without looking first.') },
  ];
  const picked = await window.showQuickPick(ways, {
    title: l10n.t('Fixes: {0}, files: {1}', fixes, files),
    placeHolder: l10n.t('How the findings are fixed'),
  });
  return picked?.way;
}

function confirmed(edit: WorkspaceEdit): WorkspaceEdit {
  const annotations = Object.entries(edit.changeAnnotations ?? {}).map(([id, annotation]) => [
    id,
    { ...annotation, needsConfirmation: false },
  ]);
  return { ...edit, changeAnnotations: Object.fromEntries(annotations) };
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
