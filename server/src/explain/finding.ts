// A finding: why it matters, what can be done, who else says so.

import { escapeText } from '../report/markdown';
import { referenceText } from '../report/rule-page';
import type { Finding } from '../rule/finding';
import { notices } from '../rule/notices';
import { pageOf } from '../rule/pages';
import type { RuleInfo } from '../rule/rule';

/** Undefined for a rule that is not known. */
export function findingText({ rule, fixes }: Finding, rules: readonly RuleInfo[]): string | undefined {
  const info = [...rules, ...notices].find(({ id }) => id === rule);
  if (!info) return undefined;
  const [why = ''] = info.docs.why.split('\n\n');
  const others = info.references.filter(({ url }) => url === undefined).map(referenceText);
  return [
    `**${info.title}** · [${rule}](${pageOf(rule)})`,
    why,
    ...(fixes.length > 0 ? [`**Fix** ${fixes.map(({ title }) => escapeText(title)).join(' · ')}`] : []),
    ...(others.length > 0 ? [`**See also** ${others.slice(0, MOST_REFERENCES).join(' · ')}`] : []),
  ].join('\n\n');
}

const MOST_REFERENCES = 6;
