// Physical lines to instructions. Reads one instruction at a time, so that an edit re-reads no more than it must.
// Source: BuildKit, frontend/dockerfile/parser/parser.go.
import { Memo, ownCopy } from '../text/memo';
import { readDirectives } from './directives';
import { leadingSpace, utf8Length } from './go-text';
import { heredocsOf, readBody } from './heredoc';
import { instructionOf, type LogicalLine, readLogicalLine } from './instruction';
import { continuationOf, hasBom, isComment, withoutBom, withoutCarriageReturn } from './physical-line';
import {
  type DockerfileSyntax,
  type FileProblem,
  type Heredoc,
  type Instruction,
  type Pieces,
  type PlacedInstruction,
  rangeAt,
} from './syntax';

/** Longest line that BuildKit reads, in bytes of UTF-8 and without its line feed. */
export const MAX_LINE_BYTES = 65_535;
/** What is remembered takes 25 bytes for each of its characters. */
const MEMO_CHARACTERS = 250_000;
const MEMO_KEY_CHARACTERS = 20_000;
const HEREDOC_KEYWORDS: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

/** By escape character, since the same text reads differently with another. */
const memos: Readonly<Record<string, Memo<Instruction>>> = {
  '\\': new Memo(MEMO_CHARACTERS),
  '`': new Memo(MEMO_CHARACTERS),
};

export const splitLines = (text: string): string[] => text.split('\n');

export function readDockerfile(text: string): DockerfileSyntax {
  const lines = splitLines(text);
  return readLines(lines);
}

export function readLines(lines: readonly string[]): DockerfileSyntax {
  const limit = countReadable(lines);
  const directives = readDirectives(lines);
  const instructions: PlacedInstruction[] = [];
  for (let line = 0; line < limit; ) {
    const unit = readUnit(lines, line, limit, directives.escape);
    if (unit.instruction) instructions.push({ line, instruction: unit.instruction });
    line = unit.next;
  }
  return { lines, readableLines: limit, directives, instructions };
}

function countReadable(lines: readonly string[]): number {
  for (let line = 0; line < lines.length; line++) if (isTooLong(lines[line] ?? '')) return line;
  return lines.length;
}

export const isTooLong = (line: string): boolean =>
  line.length > MAX_LINE_BYTES / 3 && utf8Length(line) > MAX_LINE_BYTES;

export interface Unit {
  /** The line behind. */
  readonly next: number;
  /** Undefined for a blank line or a comment. */
  readonly instruction?: Instruction;
}

/** Reads what starts at physical line `at`: a blank line, a comment, or an instruction with all its lines. */
export function readUnit(lines: readonly string[], at: number, limit: number, escape: string): Unit {
  const raw = lines[at] ?? '';
  const alone = at > 0 && mayStandAlone(raw, escape) ? memos[escape]?.get(raw) : undefined;
  if (alone) return { next: at + 1, instruction: alone };
  const head = readHead(lines, at, limit, escape);
  if (!head) return { next: at + 1 };
  const key = head.next === at + 1 ? raw : lines.slice(at, head.next).join('\n');
  const memo = !head.open && key.length <= MEMO_KEY_CHARACTERS ? memos[escape] : undefined;
  const known = memo?.get(key);
  if (known) return { next: at + known.lineCount, instruction: known };
  const text = ownCopy(head.text);
  const line = readLogicalLine(text, escape, head.pieces);
  const headLineCount = head.next - at;
  if (line.problem || !text.includes('<<') || !canHoldHeredoc(line)) {
    const instruction = instructionOf(line, { lineCount: headLineCount, headLineCount, open: head.open });
    memo?.set(ownCopy(key), instruction);
    return { next: head.next, instruction };
  }
  const instruction = withHeredocs(line, lines, at, head, limit);
  return { next: at + instruction.lineCount, instruction };
}

/** What is known of one line continues on no other. A byte order mark counts in the first line. */
const mayStandAlone = (line: string, escape: string): boolean =>
  line !== '' && !line.startsWith('#') && !line.endsWith(escape);

interface Head {
  readonly text: string;
  readonly pieces: Pieces;
  readonly next: number;
  readonly open: boolean;
}

/** The logical line that starts at `at`, undefined for a blank line or a comment. */
function readHead(lines: readonly string[], at: number, limit: number, escape: string): Head | undefined {
  const escapeCode = escape.charCodeAt(0);
  const raw = lines[at] ?? '';
  let line = withoutCarriageReturn(at === 0 ? withoutBom(raw) : raw);
  const indent = leadingSpace(line);
  line = line.slice(indent);
  if (isComment(line)) return undefined;
  let continued = continuationOf(line, escapeCode);
  if (continued < 0 && line === '') return undefined;
  const pieces = { at: [0], line: [0], character: [indent + (at === 0 && hasBom(raw) ? 1 : 0)] };
  let text = continued < 0 ? line : line.slice(0, continued);
  let next = at + 1;
  for (; continued >= 0 && next < limit; next++) {
    const following = lines[next] ?? '';
    if (next === lines.length - 1 && following === '') break; // nothing stands behind the last line feed
    line = withoutCarriageReturn(following);
    if (leadingSpace(line) === line.length || isComment(line)) continue;
    continued = continuationOf(line, escapeCode);
    pieces.at.push(text.length);
    pieces.line.push(next - at);
    pieces.character.push(0);
    text += continued < 0 ? line : line.slice(0, continued);
  }
  return { text, pieces, next, open: continued >= 0 };
}

function canHoldHeredoc(line: LogicalLine): boolean {
  const reader = line.name === 'ONBUILD' && line.trigger ? line.trigger : line;
  return HEREDOC_KEYWORDS.has(reader.name) && !reader.json;
}

function withHeredocs(line: LogicalLine, lines: readonly string[], at: number, head: Head, limit: number): Instruction {
  const { heredocs: opened, problem } = heredocsOf(line.text);
  const headLineCount = head.next - at;
  const whole = { start: line.keyword.start, end: line.text.length };
  if (problem !== undefined) {
    const refused = { ...line, problem: { message: problem, ...whole } };
    return instructionOf(refused, { lineCount: headLineCount, headLineCount, open: head.open });
  }
  const heredocs: Heredoc[] = [];
  let next = head.next;
  for (const heredoc of opened) {
    const body = readBody(lines, next, limit, heredoc);
    heredocs.push({ ...heredoc, content: body.content, line: next - at, lineCount: body.lineCount });
    next = body.next;
    if (!body.terminated) {
      const place = line.text.lastIndexOf('<<');
      const unterminated = { message: 'unterminated heredoc', start: place, end: line.text.length };
      const refused = { ...line, problem: unterminated };
      return instructionOf(refused, { heredocs, lineCount: next - at, headLineCount, open: true });
    }
  }
  return instructionOf(line, { heredocs, lineCount: next - at, headLineCount, open: head.open });
}

/** Why BuildKit's parser refuses the file: the first reason in its own order. */
export function syntaxProblem({
  lines,
  readableLines,
  directives,
  instructions,
}: DockerfileSyntax): FileProblem | undefined {
  const wholeLine = (line: number): FileProblem['range'] => ({
    start: { line, character: 0 },
    end: { line, character: withoutCarriageReturn(lines[line] ?? '').length },
  });
  if (directives.problem) return { message: directives.problem.message, range: wholeLine(directives.problem.line) };
  const refused = instructions.find(({ instruction }) => instruction.problem);
  if (refused?.instruction.problem) {
    const { message, start, end } = refused.instruction.problem;
    return { message, range: rangeAt(refused, start, end) };
  }
  if (instructions.length === 0) return { message: 'file with no instructions', range: wholeLine(0) };
  if (readableLines === lines.length) return undefined;
  return {
    message: `dockerfile line greater than max allowed size of ${MAX_LINE_BYTES}`,
    range: wholeLine(readableLines),
  };
}
