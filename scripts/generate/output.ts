// What a generator answers, and what keeps it honest.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Rule } from '../../server/src/rule/rule';
import { RULES } from './rules';

export interface Output {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const PAGES = 'docs/rules';

/** Pages that no rule has. */
export function strayPages(outputs: readonly Output[]): string[] {
  const known = new Set(outputs.map(({ path }) => path));
  const there = existsSync(PAGES) ? readdirSync(PAGES).map((name) => `${PAGES}/${name}`) : [];
  return there.filter((path) => path.endsWith('.md') && !known.has(path));
}

/** Lines that `npm run new-rule` wrote and nobody has since. */
export function toDos(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ id, kind }) => {
    const path = `${RULES}/${kind}/${id}.ts`;
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.flatMap((line, i) => (/\bTODO\b/.test(line) ? [`${path}:${i + 1}`] : []));
  });
}

/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
export function withRegion(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no ${start} … ${end} to write to`);
  return `${text.slice(0, from)}${start}\n${content.trimEnd()}\n${text.slice(to)}`;
}

/** A Markdown table; cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
