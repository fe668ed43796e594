// BuildKit's refusals as reports: its own words, or clearer ones.
import type { Dockerfile } from '../dockerfile/model';
import type { Instruction } from '../dockerfile/syntax';
import { fileProblem, instructionProblem } from '../dockerfile/validate';
import { explainProblem } from '../dockerfile/validate/explain';
import type { Report } from '../rule/finding';

interface Refusal {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<Instruction, { readonly refusal?: Refusal }>();

/** Why BuildKit refuses an instruction, wherever it stands. */
export function instructionRefusal(instruction: Instruction): Refusal | undefined {
  let answer = known.get(instruction);
  if (!answer) {
    const problem = instruction.problem ?? instructionProblem(instruction);
    answer = problem ? { refusal: { ...problem, message: explainProblem(problem.message) } } : {};
    known.set(instruction, answer);
  }
  return answer.refusal;
}

/** What BuildKit refuses that no single instruction shows: directives, a file without instructions, none of them a FROM. */
export function fileRefusal({ problem, syntax }: Dockerfile): Report | undefined {
  const isRefused = (instruction: Instruction | undefined): boolean =>
    instruction !== undefined && instructionRefusal(instruction) !== undefined;
  const explained = ({ message, range }: Report): Report => ({ message: explainProblem(message), range });
  if (problem) {
    const isInstruction = syntax.instructions.some(({ instruction }) => instruction.problem);
    return isInstruction && !syntax.directives.problem ? undefined : explained(problem);
  }
  const first = fileProblem(syntax, instructionRefusal);
  return !first || isRefused(syntax.instructions[first.instructionIndex]?.instruction) ? undefined : explained(first);
}
