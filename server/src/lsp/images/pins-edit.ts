// Pins as one edit of all files. In an editor that can, each is shown before it is made.
import type { AnnotatedTextEdit, ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Abilities } from '../abilities';
import { lineBreaksOf } from '../line-breaks';
import { workspaceEditOf } from '../workspace-edit';
import type { FilePins } from './pin-files';

export interface VersionedPins extends FilePins {
  /** Null for a file that is not open. */
  readonly version: number | null;
}

/** `shown`: it asks to be confirmed first. */
export function pinsEdit(
  files: readonly VersionedPins[],
  label: string,
  abilities: Abilities,
  shown: boolean,
): WorkspaceEdit {
  if (shown && abilities.annotatesChanges) return shownFirst(files);
  const changes = files.map(({ file: { uri, analysis }, version, pins }) => {
    const breaks = lineBreaksOf(analysis.lines);
    return {
      uri,
      version,
      edits: pins.map(({ edit: { range, newText } }) => ({ range: breaks.toEditor(range), newText })),
    };
  });
  return workspaceEditOf(changes, label, { ...abilities, annotatesChanges: false });
}

function shownFirst(files: readonly VersionedPins[]): WorkspaceEdit {
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  const documentChanges = files.map(({ file: { uri, analysis }, version, pins }): TextDocumentEdit => {
    const breaks = lineBreaksOf(analysis.lines);
    const edits = pins.map(({ image, digest, edit: { range, newText } }): AnnotatedTextEdit => {
      const annotationId = `${image}@${digest}`;
      changeAnnotations[annotationId] = { label: image, description: digest, needsConfirmation: true };
      return { range: breaks.toEditor(range), newText, annotationId };
    });
    return { textDocument: { uri, version }, edits };
  });
  return { documentChanges, changeAnnotations };
}
