// Silencing a finding: by a comment for its instruction or the file, or by the configuration of a folder.
import { CodeActionKind, LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { BlockSuppression, Commented } from '../../lint/commented';
import type { Finding } from '../../rule/finding';
import { configurableNotices, invalidDockerfile } from '../../rule/notices';
import { applyEdits } from '../../text/edit';
import { rangeOf } from '../../text/range';
import type { ConfigurationTarget } from '../configuration-targets';
import { lineBreaksOf } from '../line-breaks';
import { workspaceEditOf } from '../workspace-edit';
import { type Asked, editOfFiles, type Offer } from './offer';

const CONFIGURABLE: ReadonlySet<string> = new Set(configurableNotices.map(({ id }) => id));

/** The narrower a silence, the earlier it stands. */
export function suppressionOffers(asked: Asked, touched: readonly Finding[]): Offer[] {
  const { analysis, rules, targets } = asked;
  const isRule = (id: string): boolean => rules.some((rule) => rule.id === id);
  const byRule = groupedByRule(touched);
  const commentable = [...byRule].filter(([rule]) => isRule(rule) || rule === invalidDockerfile.id);
  const configurable = [...byRule].filter(([rule]) => isRule(rule) || CONFIGURABLE.has(rule));
  const { commented } = analysis;
  return [
    ...(commented ? commentable.flatMap(([, findings]) => blockOffers(asked, commented, findings)) : []),
    ...(commented ? commentable.map(([rule, findings]) => fileOffer(asked, commented, rule, findings)) : []),
    ...targets.flatMap((target) =>
      configurable.map(([rule, findings]) => configurationOffer(asked, target, rule, findings)),
    ),
  ];
}

function groupedByRule(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return groups;
}

/** One for all findings that the same comment silences. */
function blockOffers(asked: Asked, commented: Commented, findings: readonly Finding[]): Offer[] {
  const offers = new Map<string, { readonly by: BlockSuppression; readonly findings: Finding[] }>();
  for (const finding of findings) {
    const by = commented.suppressionFor(finding);
    if (!by) continue;
    const key = `${by.line} ${by.variable ?? ''}`;
    const known = offers.get(key);
    if (known) known.findings.push(finding);
    else offers.set(key, { by, findings: [finding] });
  }
  return [...offers.values()].map(({ by, findings }) => {
    const rule = findings[0]?.rule ?? '';
    const title = `Ignore '${rule}' for ${by.variable === undefined ? by.subject : `'${by.variable}' here`}`;
    return suppressed(title, findings, () => editOfFiles(asked, title, [{ edits: [by.edit()] }]));
  });
}

function fileOffer(asked: Asked, commented: Commented, rule: string, findings: readonly Finding[]): Offer {
  const title = `Ignore '${rule}' in this file`;
  return suppressed(title, findings, () =>
    editOfFiles(asked, title, [{ edits: [commented.fileSuppressionEdit(rule)] }]),
  );
}

function configurationOffer(
  asked: Asked,
  target: ConfigurationTarget,
  rule: string,
  findings: readonly Finding[],
): Offer {
  const title = `Turn off '${rule}' ${target.where}`;
  return suppressed(title, findings, () => configurationEdit(asked, target, rule, title));
}

async function configurationEdit(
  { abilities, rules, versionOf, readText }: Asked,
  { uri, folder, newText }: ConfigurationTarget,
  rule: string,
  title: string,
): Promise<WorkspaceEdit> {
  const { turnOff } = await import('../../lint/configuration-edit');
  const text = newText ?? (await readText(uri));
  const edit = turnOff(text, rule, { uri, folder, rules });
  if (!edit)
    throw new ResponseError(LSPErrorCodes.RequestFailed, `add '${rule}: off' to ${uri} by hand: it is unusual`);
  const version = versionOf(uri) ?? null;
  if (newText !== undefined) {
    const whole = { range: rangeOf(0, 0, 0, 0), newText: applyEdits(text, [edit]) };
    return workspaceEditOf([{ uri, version, edits: [whole], isNew: true }], title, abilities);
  }
  const range = lineBreaksOf(text.split('\n')).toEditor(edit.range);
  return workspaceEditOf([{ uri, version, edits: [{ range, newText: edit.newText }] }], title, abilities);
}

const suppressed = (title: string, findings: readonly Finding[], edit: Offer['edit']): Offer => ({
  title,
  kind: CodeActionKind.QuickFix,
  findings,
  edit,
});
