// Fixes of many files as one edit, each change of which asks to be confirmed: the editor shows them before they are made.
import type { AnnotatedTextEdit, ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { AuditFixes, FindingPlace } from '../../../protocol/audit';
import type { Analysis } from '../lint/analysis';
import { ownEdits } from '../lint/fix';
import type { Finding } from '../rule/finding';
import { EditSet, fitEdits } from '../text/edit';
import type { Range } from '../text/range';
import { lineBreaksOf } from './line-breaks';

export interface Fixable {
  readonly analysis: Analysis;
  /** Null for a file that is not open. */
  readonly version: number | null;
}

/** Titles by the id of the rule, for the groups of changes. `read` answers nothing for what must not be edited. */
export async function fixesOf(
  findings: readonly FindingPlace[],
  titles: ReadonlyMap<string, string>,
  read: (uri: string) => Promise<Fixable | undefined>,
): Promise<AuditFixes<WorkspaceEdit>> {
  const documentChanges: TextDocumentEdit[] = [];
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  let fixes = 0;
  for (const [uri, places] of byFile(findings)) {
    const file = await read(uri);
    if (!file) continue;
    const { edits, rules } = editsOf(file.analysis, places);
    if (edits.length === 0) continue;
    fixes += rules.length;
    for (const rule of rules) {
      changeAnnotations[rule] = { label: titles.get(rule) ?? rule, description: rule, needsConfirmation: true };
    }
    documentChanges.push({ textDocument: { uri, version: file.version }, edits });
  }
  return { edit: { documentChanges, changeAnnotations }, fixes, files: documentChanges.length };
}

function byFile(findings: readonly FindingPlace[]): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const { uri, rule, range } of findings) {
    const places = files.get(uri) ?? new Set();
    files.set(uri, places.add(placeOf(rule, range)));
  }
  return files;
}

const placeOf = (rule: string, { start }: Range): string => `${rule}:${start.line}:${start.character}`;

/** Of each finding the first fix that needs nothing to be filled in, as far as they do not touch one another's places. */
function editsOf(
  { lines, findings }: Analysis,
  places: ReadonlySet<string>,
): { edits: AnnotatedTextEdit[]; rules: string[] } {
  const breaks = lineBreaksOf(lines);
  const taken = new EditSet();
  const edits: AnnotatedTextEdit[] = [];
  const rules: string[] = [];
  for (const finding of findings) {
    if (!places.has(placeOf(finding.rule, breaks.toEditor(finding.range)))) continue;
    const own = editsOfOne(finding);
    if (own.length === 0 || !taken.add(own)) continue;
    rules.push(finding.rule);
    for (const { range, newText } of fitEdits(lines, own)) {
      edits.push({ range: breaks.toEditor(range), newText, annotationId: finding.rule });
    }
  }
  return { edits, rules };
}

function editsOfOne({ fixes }: Finding): ReturnType<typeof fitEdits> {
  const fix = fixes.find(({ safety }) => safety !== 'manual');
  return (fix && ownEdits(fix)) ?? [];
}
