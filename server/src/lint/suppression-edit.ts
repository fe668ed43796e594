// The comment that silences a finding, at a place where it works and where it ends no parser directives.
import type { Dockerfile } from '../dockerfile/model';
import { hasBom, isComment, withoutCarriageReturn } from '../dockerfile/physical-line';
import type { Instruction } from '../dockerfile/syntax';
import { assignmentsOf } from '../dockerfile/variables';
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import { instructionAt } from './comments';
import { ownComment } from './own-comments';

/** Above the finding's instruction, or into our comment that stands there already; for the file where there is none. */
export function suppressionEdit({ syntax }: Dockerfile, finding: Finding): TextEdit {
  const { lines, directives, instructions } = syntax;
  const placed = instructionAt(instructions, finding.range.start.line);
  const lineBreak = lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  const insert = (line: number, character: number, newText: string): TextEdit => ({
    range: rangeOf(line, character, line, character),
    newText,
  });
  const afterMark = (line: number): number => (line === 0 && hasBom(lines[0] ?? '') ? 1 : 0);
  if (!placed) {
    const line = (directives.found.at(-1)?.line ?? -1) + 1;
    const comment = `# hullwright ignore-file=${finding.rule}${lineBreak}`;
    const isBehindAll = line >= lines.length;
    return isBehindAll
      ? insert(line - 1, lines.at(-1)?.length ?? 0, lineBreak + comment)
      : insert(line, afterMark(line), comment);
  }
  const name = nameIn(placed.instruction, finding, lines);
  const subject = name === undefined ? finding.rule : `${finding.rule}(${name})`;
  const { line } = placed;
  for (let at = line - 1; at >= 0 && isComment(lines[at] ?? ''); at--) {
    const own = ownComment(withoutCarriageReturn(lines[at] ?? ''));
    const last = own?.entries.at(-1);
    if (own && last && !own.isForFile && !own.until && !own.problem) return insert(at, last.span.end, `,${subject}`);
  }
  const indent = /^[ \t]*/.exec((lines[line] ?? '').slice(afterMark(line)))?.[0] ?? '';
  return insert(line, afterMark(line), `${indent}# hullwright ignore=${subject}${lineBreak}`);
}

/** The variable that a finding is about, where its instruction sets several. */
function nameIn(
  instruction: Instruction,
  { range: { start, end } }: Finding,
  lines: readonly string[],
): string | undefined {
  if (instruction.name !== 'ENV' && instruction.name !== 'ARG') return undefined;
  const names = assignmentsOf(instruction).map(({ name }) => name.text);
  const underlined = start.line === end.line ? lines[start.line]?.slice(start.character, end.character) : undefined;
  return names.length > 1 && underlined !== undefined && names.includes(underlined) ? underlined : undefined;
}
