// What the tests do in the editor: open, edit, and wait for findings by their event.
import {
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

/** A file of the opened folder. */
export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, path);
}

export async function openFile(path: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(path)));
}

export async function openUntitled(content: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language: 'dockerfile', content }));
}

export function findingsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'hullwright');
}

/** Waits until the findings are as wanted; mocha's timeout ends a wait in vain. */
export function findingsWhen(uri: Uri, accept: (findings: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  return new Promise((resolve) => {
    const changes = languages.onDidChangeDiagnostics(look);
    look();

    function look(): void {
      const findings = findingsOf(uri);
      if (!accept(findings)) return;
      changes.dispose();
      resolve(findings);
    }
  });
}

export function codeOf({ code }: Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** One finding a line, as `code: text it stands under`, sorted: what a test compares. */
export function describe(document: TextDocument, findings = findingsOf(document.uri)): string[] {
  return findings
    .map((finding) => `${finding.range.start.line + 1} ${codeOf(finding)}: ${document.getText(finding.range)}`)
    .sort();
}

export async function replaceText(document: TextDocument, text: string): Promise<void> {
  const all = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, all, text);
  await workspace.applyEdit(edit);
}
