// The lists of server/data/coverage.txt: what others check, row by row.
import type { Reference } from '../../server/src/rule/rule';

export interface Asked {
  readonly id: string;
  readonly says: string;
  /** That answer, beside those whose references have the id. */
  readonly rules: readonly string[];
  /** Why no rule answers; empty where one does. */
  readonly why: string;
}

export interface AskedList {
  readonly name: string;
  /** Under which rules refer to these ids. */
  readonly key: Tool | undefined;
  readonly about: string;
  readonly rows: readonly Asked[];
}

const TOOLS = [
  'trivy',
  'checkov',
  'kics',
  'hadolint',
  'dockle',
  'buildkit',
  'sonar',
  'cis',
  'semgrep',
] as const satisfies readonly (keyof Reference)[];
type Tool = (typeof TOOLS)[number];

export function readLists(text: string): AskedList[] {
  const [, ...sections] = text.split(/^## /m);
  return sections.map((section) => {
    const [head = '', about = '', ...lines] = section.trimEnd().split('\n');
    const [, name = head, key] = /^(.*) \[(\w+)\]$/.exec(head) ?? [];
    if (key !== undefined && !isTool(key)) throw new Error(`rules do not refer to ${key}`);
    return { name, key, about, rows: lines.map(rowOf) };
  });
}

const isTool = (key: string): key is Tool => TOOLS.some((tool) => tool === key);

function rowOf(line: string): Asked {
  const [id = '', says = '', rules = '', why = ''] = line.split('|').map((cell) => cell.trim());
  return { id, says, rules: rules.split(' ').filter((rule) => rule !== ''), why };
}
