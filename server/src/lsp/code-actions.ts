// Fixes to the protocol's code actions, from the same analysis as the diagnostics.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit as ProtocolEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysis } from '../lint/analysis';
import { compatibleFixes } from '../lint/fix';
import type { FileEdit, Finding, Fix } from '../rule/finding';
import { fitEdits, type TextEdit } from '../text/edit';
import { overlaps } from '../text/range';
import type { OpenDocument } from './open-document';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.hullwright`;
export const KINDS = [CodeActionKind.QuickFix, FIX_ALL];

export function codeActionsOf(
  document: OpenDocument,
  analysis: Analysis,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  versioned: boolean,
): CodeAction[] {
  const wants = (kind: string): boolean =>
    !context.only || context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
  const toEdit = (files: readonly FileEdit[]): WorkspaceEdit => workspaceEdit(document, analysis, files, versioned);
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const asked = document.lineBreaks.fromEditor(range);
    for (const finding of analysis.findings) {
      if (finding.fixes.length === 0 || !overlaps(finding.range, asked)) continue;
      const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding, document));
      for (const fix of finding.fixes) {
        const files = fix.edits();
        if (files.length > 0) actions.push(quickFix(fix, diagnostics, toEdit(files)));
      }
    }
  }
  if (wants(FIX_ALL)) {
    const { edits, fixes } = compatibleFixes(analysis.findings, ({ safety }) => safety === 'safe');
    const title =
      fixes.length === 1 ? 'Hullwright: apply the safe fix' : `Hullwright: apply all ${fixes.length} safe fixes`;
    if (fixes.length > 0) actions.push({ title, kind: FIX_ALL, edit: toEdit([{ edits }]) });
  }
  return actions;
}

const quickFix = ({ title, safety }: Fix, diagnostics: Diagnostic[], edit: WorkspaceEdit): CodeAction => ({
  title,
  kind: CodeActionKind.QuickFix,
  edit,
  ...(diagnostics.length > 0 ? { diagnostics } : {}),
  ...(safety === 'safe' ? { isPreferred: true } : {}),
});

function isOf(diagnostic: Diagnostic, finding: Finding, { lineBreaks }: OpenDocument): boolean {
  const { start } = lineBreaks.toEditor(finding.range);
  const same = diagnostic.range.start.line === start.line && diagnostic.range.start.character === start.character;
  return same && diagnostic.code === finding.rule;
}

function workspaceEdit(
  document: OpenDocument,
  { lines }: Analysis,
  files: readonly FileEdit[],
  versioned: boolean,
): WorkspaceEdit {
  const own = (edits: readonly TextEdit[]): ProtocolEdit[] =>
    fitEdits(lines, edits).map((edit) => ({ range: document.lineBreaks.toEditor(edit.range), newText: edit.newText }));
  const changed = files.map(({ uri, edits }) =>
    uri === undefined
      ? { uri: document.uri, version: document.version, edits: own(edits) }
      : { uri, version: null, edits: [...edits] },
  );
  if (!versioned) return { changes: Object.fromEntries(changed.map(({ uri, edits }) => [uri, edits])) };
  return { documentChanges: changed.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits })) };
}
