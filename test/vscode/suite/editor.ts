// What the tests do in the editor: open, edit, and wait for findings by their event.
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

const patience = 20_000;

/** A file of the opened folder. */
export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, path);
}

export async function openFile(path: string): Promise<TextDocument> {
  return show(await workspace.openTextDocument(fileUri(path)));
}

export async function openUntitled(content: string): Promise<TextDocument> {
  return show(await workspace.openTextDocument({ language: 'dockerfile', content }));
}

async function show(document: TextDocument): Promise<TextDocument> {
  await window.showTextDocument(document);
  return document;
}

/** What comes and goes with the day's date, and what nearly every file has, is none of these tests' business. */
const leftOut: ReadonlySet<string> = new Set(['end-of-life-base', 'unpinned-base-image']);

export function findingsOf(uri: Uri): Diagnostic[] {
  const own = languages.getDiagnostics(uri).filter(({ source }) => source === 'hullwright');
  return own.filter((finding) => !leftOut.has(codeOf(finding)));
}

/** Waits until the findings are as wanted; says what they are when that takes too long. */
export function findingsWhen(uri: Uri, accept: (findings: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const changes = languages.onDidChangeDiagnostics(look);
    const deadline = setTimeout(() => {
      changes.dispose();
      const found = findingsOf(uri).map((finding) => `line ${finding.range.start.line + 1} ${codeOf(finding)}`);
      reject(new Error(`not the findings waited for: ${found.join(', ') || 'none'}`));
    }, patience);
    look();

    function look(): void {
      const findings = findingsOf(uri);
      if (!accept(findings)) return;
      clearTimeout(deadline);
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

export function wholeOf(document: TextDocument): Range {
  return new Range(document.positionAt(0), document.positionAt(document.getText().length));
}

export async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await workspace.applyEdit(edit))) throw new Error(`the edit of ${document.uri} was refused`);
}

/** A fix, with its edit. Asked again while the server is still taking in a document that was just opened. */
export async function offered(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  for (const deadline = Date.now() + patience; ; ) {
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      CodeActionKind.QuickFix.value,
      100, // So many of them have their edits filled in.
    );
    const found = actions.find((action) => action.title === title);
    if (found) return found;
    if (Date.now() > deadline)
      throw new Error(`'${title}' is not offered: ${actions.map((each) => each.title).join(', ')}`);
  }
}
