// Comments that may silence something, with what they stand above. BuildKit sees none of them; a heredoc's body holds none.
import type { Dockerfile } from '../dockerfile/model';
import { isComment, withoutBom, withoutCarriageReturn } from '../dockerfile/physical-line';
import type { PlacedInstruction } from '../dockerfile/syntax';

/** What a comment stands directly above: an instruction, by its first line, or one physical line of one. */
export interface Target {
  readonly kind: 'instruction' | 'line';
  readonly line: number;
}

export interface Comment {
  readonly line: number;
  /** The whole line, without what ends it. */
  readonly text: string;
  /** Undefined for one that stands above nothing. */
  readonly target?: Target;
}

/** So that other comments cost nothing. */
const MARKED = /hullwright|hadolint|tally|trivy:|checkov:|bridgecrew:|nosemgrep|kics-scan|nosonar/i;

export function markedComments({ syntax: { lines, readableLines, instructions } }: Dockerfile): Comment[] {
  const comments: Comment[] = [];
  const add = (line: number, target?: Target): void => {
    const text = textOf(lines, line);
    if (MARKED.test(text)) comments.push({ line, text, target });
  };
  let free = 0;
  for (const placed of instructions) {
    const { line } = placed;
    let block = line;
    while (block > free && isComment(textOf(lines, block - 1))) block--;
    for (let at = free; at < line; at++) {
      if (isComment(textOf(lines, at))) add(at, at >= block ? { kind: 'instruction', line } : undefined);
    }
    inside(placed, lines, add);
    free = line + placed.instruction.lineCount;
  }
  for (let at = free; at < readableLines; at++) if (isComment(textOf(lines, at))) add(at);
  return comments;
}

/** Comments between the lines of one instruction stand above the next of them. */
function inside(
  { line, instruction }: PlacedInstruction,
  lines: readonly string[],
  add: (line: number, target?: Target) => void,
): void {
  const { headLineCount } = instruction;
  if (headLineCount < 2) return;
  let next: number | undefined;
  for (let at = line + headLineCount - 1; at > line; at--) {
    const text = textOf(lines, at);
    if (isComment(text)) add(at, next === undefined ? undefined : { kind: 'line', line: next });
    else if (text.trim() !== '') next = at;
  }
}

const textOf = (lines: readonly string[], line: number): string => {
  const text = withoutCarriageReturn(lines[line] ?? '');
  return line === 0 ? withoutBom(text) : text;
};

/** The instruction that holds a line. */
export function instructionAt(instructions: readonly PlacedInstruction[], line: number): PlacedInstruction | undefined {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const placed = instructions[low - 1];
  return placed && line < placed.line + placed.instruction.lineCount ? placed : undefined;
}
