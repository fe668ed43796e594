// Which documents are checked: those that someone edits, wherever they are; what is renamed and deleted takes its findings along.
import assert from 'node:assert/strict';
import {
  commands,
  EventEmitter,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { codeOf, fileUri, findingsOf, findingsWhen, openUntitled } from './editor';

const image = 'FROM alpine:3.20\nENV API_TOKEN=t0psecret42\nUSER nobody\n';

suite('documents', () => {
  test('one that is renamed takes its findings along', async () => {
    const [from, to] = [await written('renamed/Dockerfile'), fileUri('renamed/api.Dockerfile')];
    await openWithFindings(from);
    await edited((edit) => edit.renameFile(from, to, { overwrite: true }));
    await findingsWhen(to, (found) => found.length === 1);
    await findingsWhen(from, (found) => found.length === 0);
  });

  test('one that is no Dockerfile any more loses them', async () => {
    const [from, to] = [await written('renamed/old.Dockerfile'), fileUri('renamed/notes.txt')];
    await openWithFindings(from);
    await edited((edit) => edit.renameFile(from, to, { overwrite: true }));
    await findingsWhen(from, (found) => found.length === 0);
    await untilAllIsChecked();
    assert.deepEqual(findingsOf(to).map(codeOf), []);
  });

  test('one that is deleted loses them', async () => {
    const uri = await written('deleted/Dockerfile');
    await openWithFindings(uri);
    await edited((edit) => edit.deleteFile(uri));
    await findingsWhen(uri, (found) => found.length === 0);
  });

  test('a repository that is nowhere on the disk is checked', async () => {
    const scheme = 'vscode-vfs';
    const provider = workspace.registerFileSystemProvider(scheme, oneFile(image), { isCaseSensitive: true });
    try {
      await openWithFindings(Uri.from({ scheme, authority: 'github', path: '/shop/api/Dockerfile' }));
    } finally {
      provider.dispose();
    }
  });

  test('the left side of a diff is not', async () => {
    const right = await written('diff/Dockerfile');
    const left = right.with({ scheme: 'git', query: 'HEAD' });
    const provider = workspace.registerTextDocumentContentProvider('git', { provideTextDocumentContent: () => image });
    try {
      await commands.executeCommand('vscode.diff', left, right);
      await findingsWhen(right, (found) => found.length === 1);
      const open = workspace.textDocuments.find(({ uri }) => uri.toString() === left.toString());
      assert.equal(open?.languageId, 'dockerfile');
      assert.deepEqual(findingsOf(left).map(codeOf), []);
    } finally {
      provider.dispose();
    }
  });

  test('a cell of a notebook is not', async () => {
    const cell = new NotebookCellData(NotebookCellKind.Code, image, 'dockerfile');
    const notebook = await workspace.openNotebookDocument('jupyter-notebook', new NotebookData([cell]));
    await window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    assert.equal(document.languageId, 'dockerfile');
    await untilAllIsChecked();
    assert.deepEqual(findingsOf(document.uri).map(codeOf), []);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});

async function written(path: string): Promise<Uri> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(image));
  return fileUri(path);
}

async function openWithFindings(uri: Uri): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(uri));
  const findings = await findingsWhen(uri, (found) => found.length === 1);
  assert.deepEqual(findings.map(codeOf), ['secret-in-env']);
}

async function edited(change: (edit: WorkspaceEdit) => void): Promise<void> {
  const edit = new WorkspaceEdit();
  change(edit);
  assert.ok(await workspace.applyEdit(edit));
}

/** What was opened before has been seen when a document that is opened now has findings. */
async function untilAllIsChecked(): Promise<void> {
  const { uri } = await openUntitled(image);
  await findingsWhen(uri, (found) => found.length === 1);
}

/** A file system with the same text in every Dockerfile. */
function oneFile(text: string): FileSystemProvider {
  const refuse = (): never => {
    throw FileSystemError.NoPermissions();
  };
  const isFile = (uri: Uri): boolean => uri.path.endsWith('/Dockerfile');
  return {
    onDidChangeFile: new EventEmitter<never>().event,
    watch: () => ({ dispose: () => undefined }),
    stat(uri) {
      if (/\/\.[^/]*$/.test(uri.path)) throw FileSystemError.FileNotFound(uri);
      return { type: isFile(uri) ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: text.length };
    },
    readDirectory: () => [['Dockerfile', FileType.File]],
    readFile: () => new TextEncoder().encode(text),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
