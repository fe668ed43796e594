// A rule as SARIF describes it, with the tags and properties that code scanning sorts by.
import type * as Sarif from 'sarif';
import type { Severity } from '../rule/finding';
import { pageOf } from '../rule/pages';
import type { RuleInfo } from '../rule/rule';
import { ruleMarkdown, ruleText } from './rule-page';

/** From 0.1 to 10, as code scanning reads it: above 7 is high, above 4 medium. */
const SCORES: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' };
const LEVELS = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;
const TEXT_WIDTH = 100;

export function ruleDescriptor(rule: RuleInfo): Sarif.ReportingDescriptor {
  const { id, title, severity, confidence, category, recommended, references } = rule;
  const isSecurity = category !== 'syntax';
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: sentenceOf(rule.docs.why) },
    help: { text: ruleText(rule, TEXT_WIDTH), markdown: ruleMarkdown(rule) },
    helpUri: pageOf(id),
    defaultConfiguration: { level: LEVELS[severity], enabled: recommended && confidence === 'high' },
    properties: {
      tags: [
        ...(isSecurity ? ['security'] : []),
        category,
        ...references.flatMap(({ cis, cwe }) => [
          ...(cis === undefined ? [] : [`CIS-${cis}`]),
          ...(cwe === undefined ? [] : [`external/cwe/cwe-${String(cwe).padStart(3, '0')}`]),
        ]),
      ],
      precision: confidence === 'high' ? 'high' : 'low',
      ...(isSecurity ? { 'security-severity': SCORES[severity] } : {}),
    },
  };
}

/** The first paragraph. */
const sentenceOf = (markdown: string): string => markdown.split('\n\n')[0] ?? markdown;
