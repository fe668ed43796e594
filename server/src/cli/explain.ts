// `hullwright explain RULE`: the rule's page as text.
import { stdout } from 'node:process';
import { withSuggestion } from '../dockerfile/validate/suggest';
import { ruleText } from '../report/rule-page';
import { allRules } from './all-rules';
import type { ExitCode } from './exit-code';
import { readOptions } from './options';
import { standardOutput } from './output';
import { UsageError } from './usage-error';

const WIDTH = 100;

export async function explainCommand(args: readonly string[]): Promise<ExitCode> {
  const { positionals } = readOptions(args, {});
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError('explain needs the name of one rule');
  const name = id.toLowerCase();
  const rule = allRules.find((each) => each.id === name || each.aliases?.includes(name));
  if (!rule) throw new UsageError(unknownRule(name));
  standardOutput().end(ruleText(rule, Math.min(stdout.columns || WIDTH, WIDTH)));
  return 0;
}

function unknownRule(id: string): string {
  const ids = allRules.map((rule) => rule.id);
  const plain = `there is no rule ${id}`;
  const suggested = withSuggestion(plain, id, ids);
  if (suggested !== plain) return suggested;
  const words = id.split('-').filter((word) => word.length > 2);
  const near = ids.filter((each) => words.some((word) => each.includes(word)));
  return near.length > 0
    ? `${plain} (did you mean ${near.slice(0, 3).join(' or ')}?)`
    : `${plain}; there are ${ids.join(', ')}`;
}
