// The comment that silences a finding, at a place where it works and where it ends no parser directives.
import { instructionAt } from '../dockerfile/instruction-at';
import type { Dockerfile } from '../dockerfile/model';
import { hasBom, isComment, withoutCarriageReturn } from '../dockerfile/physical-line';
import type { DockerfileSyntax, Instruction, PlacedInstruction } from '../dockerfile/syntax';
import { assignmentsOf } from '../dockerfile/variables';
import type { Finding } from '../rule/finding';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import type { BlockSuppression } from './commented';
import { commentsOf } from './comments';
import { ownComment } from './own-comments';

/** Undefined for a finding that is in no instruction. */
export function suppressionFor({ syntax }: Dockerfile, finding: Finding): BlockSuppression | undefined {
  const placed = instructionAt(syntax.instructions, finding.range.start.line);
  if (!placed) return undefined;
  const variable = variableIn(placed.instruction, finding, syntax.lines);
  const subject = variable === undefined ? finding.rule : `${finding.rule}(${variable})`;
  return {
    subject: 'this instruction',
    line: placed.line,
    variable,
    edit: () => instructionEdit(syntax, placed, subject),
  };
}

/** Above the finding's instruction; for the file where there is none. */
export const suppressionEdit = (file: Dockerfile, finding: Finding): TextEdit =>
  suppressionFor(file, finding)?.edit() ?? fileSuppressionEdit(file, finding.rule);

/** Into our comment for the file, or behind the parser directives. */
export function fileSuppressionEdit({ syntax }: Dockerfile, rule: string): TextEdit {
  const { lines, directives } = syntax;
  for (const { line, mark } of commentsOf(syntax)) {
    const { own } = mark;
    const last = own?.entries.at(-1);
    if (own?.isForFile && last && !own.until && !own.problem) return insert(line, last.span.end, `,${rule}`);
  }
  const line = (directives.found.at(-1)?.line ?? -1) + 1;
  const lineBreak = lineBreakOf(syntax);
  const comment = `# hullwright ignore-file=${rule}${lineBreak}`;
  const isBehindAll = line >= lines.length;
  return isBehindAll
    ? insert(line - 1, lines.at(-1)?.length ?? 0, lineBreak + comment)
    : insert(line, markLength(syntax, line), comment);
}

function instructionEdit(syntax: DockerfileSyntax, { line }: PlacedInstruction, subject: string): TextEdit {
  const { lines } = syntax;
  for (let at = line - 1; at >= 0 && isComment(lines[at] ?? ''); at--) {
    const own = ownComment(withoutCarriageReturn(lines[at] ?? ''));
    const last = own?.entries.at(-1);
    if (own && last && !own.isForFile && !own.until && !own.problem) return insert(at, last.span.end, `,${subject}`);
  }
  const from = markLength(syntax, line);
  const indent = /^[ \t]*/.exec((lines[line] ?? '').slice(from))?.[0] ?? '';
  return insert(line, from, `${indent}# hullwright ignore=${subject}${lineBreakOf(syntax)}`);
}

const insert = (line: number, character: number, newText: string): TextEdit => ({
  range: rangeOf(line, character, line, character),
  newText,
});

const lineBreakOf = ({ lines }: DockerfileSyntax): string => (lines[0]?.endsWith('\r') ? '\r\n' : '\n');

/** Of the byte order mark before a line. */
const markLength = ({ lines }: DockerfileSyntax, line: number): number =>
  line === 0 && hasBom(lines[0] ?? '') ? 1 : 0;

function variableIn(
  instruction: Instruction,
  { range: { start, end } }: Finding,
  lines: readonly string[],
): string | undefined {
  if (instruction.name !== 'ENV' && instruction.name !== 'ARG') return undefined;
  const names = assignmentsOf(instruction).map(({ name }) => name.text);
  const underlined = start.line === end.line ? lines[start.line]?.slice(start.character, end.character) : undefined;
  return names.length > 1 && underlined !== undefined && names.includes(underlined) ? underlined : undefined;
}
