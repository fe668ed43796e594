// BuildKit's refusals as reports: its own words, or clearer ones.
import type { Dockerfile } from '../dockerfile/model';
import { type Instruction, rangeAt } from '../dockerfile/syntax';
import { instructionProblem } from '../dockerfile/validate';
import { explainProblem } from '../dockerfile/validate/explain';
import type { Report } from '../rule/finding';
import { once } from '../text/once';

interface Refusal {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const refusalOf = once((instruction: Instruction): Refusal | 'none' => {
  const problem = instruction.problem ?? instructionProblem(instruction);
  return problem ? { ...problem, message: explainProblem(problem.message) } : 'none';
});

/** Why BuildKit refuses an instruction, wherever it stands. */
export function instructionRefusal(instruction: Instruction): Refusal | undefined {
  const refusal = refusalOf(instruction);
  return refusal === 'none' ? undefined : refusal;
}

/** What BuildKit refuses that no single instruction shows: directives, a file without instructions or without a stage. */
export function fileRefusal({ problem, syntax, preamble, stages }: Dockerfile): Report | undefined {
  if (problem) {
    const isInstruction = syntax.instructions.some(({ instruction }) => instruction.problem);
    if (isInstruction && !syntax.directives.problem) return undefined;
    return { message: explainProblem(problem.message), range: problem.range };
  }
  const early = preamble.find(({ instruction }) => instruction.name !== 'ARG');
  const placed = early ?? (stages.length === 0 ? preamble.at(-1) : undefined);
  if (!placed || instructionRefusal(placed.instruction)) return undefined;
  const { start, end } = placed.instruction.keyword;
  const message = early ? 'no build stage in current context' : 'dockerfile contains no stages to build';
  return { message: explainProblem(message), range: rangeAt(placed, start, end) };
}
