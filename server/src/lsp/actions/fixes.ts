// Fixes as actions: those of one finding, of all findings of a rule, and everything that is safe.
import { CodeActionKind } from 'vscode-languageserver';
import type { Analysis } from '../../lint/analysis';
import { compatibleFixes } from '../../lint/fix';
import type { Finding, Fix } from '../../rule/finding';
import { type Asked, editOfFiles, type Offer } from './offer';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.hullwright`;

/** Of what the editor asks about; the first safe one of a finding is preferred. */
export function fixOffers(asked: Asked, touched: readonly Finding[]): Offer[] {
  return touched.flatMap((finding) => {
    const preferred = finding.fixes.find(isSafe);
    return finding.fixes.map((fix) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      findings: [finding],
      isPreferred: fix === preferred,
      edit: () => editOfFiles(asked, fix.title, fix.edits()),
    }));
  });
}

/** Of each rule that is touched, where the file holds more than one finding of it that can be fixed without a blank. */
export function fixRuleOffers(asked: Asked, touched: readonly Finding[]): Offer[] {
  const rules = new Set(touched.filter((finding) => finding.fixes.some(isWhole)).map(({ rule }) => rule));
  return [...rules].flatMap((rule) => {
    const all = asked.analysis.findings.filter((finding) => finding.rule === rule && finding.fixes.some(isWhole));
    if (all.length < 2) return [];
    const title = `Fix all findings of '${rule}' in this file`;
    const edit: Offer['edit'] = () => editOfFiles(asked, title, [{ edits: compatibleFixes(all, isWhole).edits }]);
    const findings = touched.filter((finding) => finding.rule === rule);
    return [{ title, kind: CodeActionKind.QuickFix, findings, edit }];
  });
}

/** Everything that is safe, in one pass: what clashes is left to the next. */
export function fixAllOffers(asked: Asked): Offer[] {
  const { edits, fixes } = safeFixesOf(asked.analysis);
  if (fixes.length === 0) return [];
  const title =
    fixes.length === 1 ? 'Hullwright: apply the safe fix' : `Hullwright: apply all ${fixes.length} safe fixes`;
  return [{ title, kind: FIX_ALL, findings: [], edit: () => editOfFiles(asked, title, [{ edits }]) }];
}

const isSafe = ({ safety }: Fix): boolean => safety === 'safe';
const isWhole = ({ safety }: Fix): boolean => safety !== 'manual';

type SafeFixes = ReturnType<typeof compatibleFixes>;
/** The editor asks at every move of the cursor. */
const known = new WeakMap<Analysis, SafeFixes>();

function safeFixesOf(analysis: Analysis): SafeFixes {
  const fixes = known.get(analysis) ?? compatibleFixes(analysis.findings, isSafe);
  known.set(analysis, fixes);
  return fixes;
}
