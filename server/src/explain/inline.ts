// Text of a file inside Markdown: shown as it is, never read as Markdown, nothing hidden in it.
import { visible } from '../report/visible';

const LONGEST = 80;

/** A code span, whatever backticks the text has. Long texts are cut. */
export function code(text: string): string {
  const shown = visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Markdown for editors that show none. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)')
    .replace(/\*\*/g, '')
    .replace(/(`+) ?(.*?) ?\1/g, '$2')
    .replace(/\\([\\`*_{}[\]<>()#+!|~&$])/g, '$1');
