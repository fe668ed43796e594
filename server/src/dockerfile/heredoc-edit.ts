// The edit that writes a line at the begin of a heredoc's body: behind its shebang, as far in as what follows.
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { Step } from './stages';
import type { Heredoc } from './syntax';

export function lineIntoBody(step: Step, { content, line }: Heredoc, text: string): TextEdit {
  const lines = content.split('\n');
  const at = /^#!/.test(content) ? 1 : 0;
  const indent = /^[ \t]*/.exec(lines[at] ?? '')?.[0] ?? '';
  const row = step.line + line + at;
  return { range: rangeOf(row, 0, row, 0), newText: `${indent}${text}\n` };
}
