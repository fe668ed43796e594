// Changes of files to the protocol's edits: with versions, new files and annotations where the editor takes them.
import type { AnnotatedTextEdit, CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Abilities } from './abilities';

export interface FileChange {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
  /** The file is made. Only for editors that can. */
  readonly isNew?: boolean;
}

/** `label` says what is done, to a user who is asked about a change of several files. */
export function workspaceEditOf(files: readonly FileChange[], label: string, abilities: Abilities): WorkspaceEdit {
  if (!abilities.versionedEdits) {
    return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, [...edits]])) };
  }
  const isAnnotated = files.length > 1 && abilities.annotatesChanges;
  const annotationId = isAnnotated ? ANNOTATION : undefined;
  const documentChanges = files.flatMap((file) => changesOf(file, annotationId));
  if (!isAnnotated) return { documentChanges };
  return { documentChanges, changeAnnotations: { [ANNOTATION]: { label, needsConfirmation: true } } };
}

const ANNOTATION = 'hullwright';

function changesOf(
  { uri, version, edits, isNew }: FileChange,
  annotationId: string | undefined,
): (CreateFile | TextDocumentEdit)[] {
  const annotated = edits.map((edit): TextEdit | AnnotatedTextEdit =>
    annotationId ? { ...edit, annotationId } : edit,
  );
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits: annotated };
  if (!isNew) return [change];
  return [
    { kind: 'create', uri, options: { ignoreIfExists: true }, ...(annotationId ? { annotationId } : {}) },
    change,
  ];
}
