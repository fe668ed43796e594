// "Explain rule": opens the rule's page, which the client has. Only for clients that say they can.
import { CodeActionKind } from 'vscode-languageserver';
import type { Finding } from '../../rule/finding';
import type { Offer } from './offer';

export const EXPLAIN_RULE = 'hullwright.explainRule';

export function explainOffers(touched: readonly Finding[]): Offer[] {
  const rules = new Set(touched.map(({ rule }) => rule));
  return [...rules].map((rule) => {
    const title = `Explain '${rule}'`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      findings: touched.filter((finding) => finding.rule === rule),
      command: { title, command: EXPLAIN_RULE, arguments: [rule] },
    };
  });
}
