// The second level of BuildKit's refusals: a file that can be read but whose instructions it does not accept. The first
// level, what cannot be read, is the reader's (`syntaxProblem`).
// Source: BuildKit v0.34.2, frontend/dockerfile/instructions, as built into docker/dockerfile:1.
import { wellFormed } from './go-quote';
import { syntaxProblem } from './read';
import { type DockerfileSyntax, type FileProblem, type Instruction, rangeAt } from './syntax';
import { checkOf } from './validate/checks';
import type { Refusal } from './validate/refusal';

export interface RefusedInstruction extends FileProblem {
  /** 0-based line of the instruction. */
  readonly line: number;
  readonly instructionIndex: number;
}

/**
 * Why BuildKit refuses an instruction that stands alone. Depends on nothing but the instruction. Undefined where it
 * cannot even be read, which the instruction's own `problem` tells.
 */
export function instructionProblem(instruction: Instruction): Refusal | undefined {
  if (instruction.problem) return undefined;
  const refusal = checkOf(instruction.name)(instruction);
  return refusal && { ...refusal, message: wellFormed(refusal.message) };
}

/**
 * The first refusal, in BuildKit's own words. Undefined also where the file cannot even be read.
 * `problemOf` lets the caller answer from what it knows already.
 */
export function fileProblem(
  syntax: DockerfileSyntax,
  problemOf: (instruction: Instruction) => Refusal | undefined = instructionProblem,
): RefusedInstruction | undefined {
  if (syntaxProblem(syntax)) return undefined;
  let hasStage = false;
  for (const [instructionIndex, placed] of syntax.instructions.entries()) {
    const { line, instruction } = placed;
    const at = (message: string, start: number, end: number): RefusedInstruction => ({
      message,
      line,
      range: rangeAt(placed, start, end),
      instructionIndex,
    });
    const problem = problemOf(instruction);
    if (problem) {
      return at(`dockerfile parse error on line ${line + 1}: ${problem.message}`, problem.start, problem.end);
    }
    if (instruction.name === 'FROM') hasStage = true;
    const { start, end } = instruction.keyword;
    if (!hasStage && instruction.name !== 'ARG') return at('no build stage in current context', start, end);
  }
  return undefined;
}
