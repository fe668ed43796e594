// Many changes at once: made together, or each shown first in the editor's refactor preview.
import { l10n, type QuickPickItem, window } from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';

/** apply: without looking first. */
export type Way = 'review' | 'apply';

export async function askWay(title: string, placeHolder: string): Promise<Way | undefined> {
  const ways: readonly (QuickPickItem & { readonly way: Way })[] = [
    {
      way: 'review',
      label: l10n.t('$(diff) Review Each Change'),
      detail: l10n.t('In the refactor preview: tick what is to be made.'),
    },
    { way: 'apply', label: l10n.t('$(wand) Apply All Now'), detail: l10n.t('Everything, without looking first.') },
  ];
  const picked = await window.showQuickPick(ways, { title, placeHolder });
  return picked?.way;
}

/** The same without a preview. */
export function confirmed(edit: WorkspaceEdit): WorkspaceEdit {
  const annotations = Object.entries(edit.changeAnnotations ?? {}).map(([id, annotation]) => [
    id,
    { ...annotation, needsConfirmation: false },
  ]);
  return { ...edit, changeAnnotations: Object.fromEntries(annotations) };
}
