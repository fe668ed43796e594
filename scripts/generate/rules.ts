// The rules, from the files of their folder: the generated list may be the very thing that is stale.
import { readdirSync } from 'node:fs';
import type { DockerfileRule } from '../../server/src/rule/rule';

export const RULES = 'server/src/rules/dockerfile';

/** By id. */
export async function readRules(): Promise<DockerfileRule[]> {
  const ids = readdirSync(RULES)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  return Promise.all(ids.map(readRule));
}

async function readRule(id: string): Promise<DockerfileRule> {
  // The bundler takes every file of the folder in; a file that came since is not there.
  const { default: rule }: { readonly default: DockerfileRule } = await import(
    `../../server/src/rules/dockerfile/${id}.ts`
  );
  if (rule.id !== id) throw new Error(`${RULES}/${id}.ts holds the rule ${rule.id}: a rule's id is its file's name`);
  return rule;
}
