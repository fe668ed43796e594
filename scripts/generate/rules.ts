// The rules, from the files of their folders: the generated lists may be the very thing that is stale.
import { existsSync, readdirSync } from 'node:fs';
import type { FileKind, Rule } from '../../server/src/rule/rule';

export const RULES = 'server/src/rules';

/** The bundler takes every file of a folder in; a file that came since is not there. */
const READ: Readonly<Record<FileKind, (id: string) => Promise<{ readonly default: Rule }>>> = {
  dockerfile: (id) => import(`../../server/src/rules/dockerfile/${id}.ts`),
  compose: (id) => import(`../../server/src/rules/compose/${id}.ts`),
  daemon: (id) => import(`../../server/src/rules/daemon/${id}.ts`),
  script: (id) => import(`../../server/src/rules/script/${id}.ts`),
  unit: (id) => import(`../../server/src/rules/unit/${id}.ts`),
};

const KINDS = ['dockerfile', 'compose', 'daemon', 'script', 'unit'] as const satisfies readonly FileKind[];

/** By kind, then by id. */
export async function readRules(): Promise<Rule[]> {
  const ofKinds = await Promise.all(KINDS.map((kind) => Promise.all(idsOf(kind).map((id) => readRule(kind, id)))));
  const rules = ofKinds.flat();
  const twice = rules.find(({ id }, i) => rules.findIndex((other) => other.id === id) < i);
  if (twice) throw new Error(`two rules are called ${twice.id}: an id is unique over all kinds of files`);
  return rules;
}

function idsOf(kind: FileKind): string[] {
  const folder = `${RULES}/${kind}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

async function readRule(kind: FileKind, id: string): Promise<Rule> {
  const { default: rule } = await READ[kind](id);
  const path = `${RULES}/${kind}/${id}.ts`;
  if (rule.id !== id) throw new Error(`${path} holds the rule ${rule.id}: a rule's id is its file's name`);
  if (rule.kind !== kind) throw new Error(`${path} holds a rule for another kind of file`);
  return rule;
}
