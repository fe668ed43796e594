// client/src/other-ids.generated.json: what other linters in an editor call the findings of our rules, from the rules' references.
import { bareId } from '../../client/src/foreign-findings';
import type { Reference, Rule } from '../../server/src/rule/rule';
import type { Output } from './output';

const TOOLS = [
  'hadolint',
  'buildkit',
  'tally',
  'trivy',
  'checkov',
  'kics',
  'semgrep',
  'sonar',
] as const satisfies readonly (keyof Reference)[];

export function otherIds(rules: readonly Rule[]): Output {
  const named = rules.map(({ id, references }) => {
    const ids = references.flatMap((reference) => TOOLS.flatMap((tool) => reference[tool] ?? []));
    return [id, [...new Set(ids.map(bareId))]] as const;
  });
  const content = Object.fromEntries(named.filter(([, ids]) => ids.length > 0));
  return { path: 'client/src/other-ids.generated.json', text: `${JSON.stringify(content, null, 2)}\n` };
}
