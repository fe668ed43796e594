// The model of a Dockerfile that rules read: its syntax, the ARGs before the first FROM, its stages.
import { syntaxProblem } from './read';
import { type PlacedStage, stagesOf } from './stages';
import type { DockerfileSyntax, FileProblem, PlacedInstruction } from './syntax';
import { type Globals, globalsOf } from './variables';

export interface Dockerfile {
  readonly syntax: DockerfileSyntax;
  /** Instructions before the first FROM. */
  readonly preamble: readonly PlacedInstruction[];
  readonly globals: Globals;
  readonly stages: readonly PlacedStage[];
  /** BuildKit's parser refuses the file: what stands behind may not be what it seems. */
  readonly problem?: FileProblem;
}

/** The model of what was read. What did not change since `previous` is taken over. */
export function dockerfileOf(syntax: DockerfileSyntax, previous?: Dockerfile): Dockerfile {
  const { instructions, directives, lines } = syntax;
  const first = instructions.findIndex(({ instruction }) => instruction.name === 'FROM');
  const preamble = first < 0 ? instructions : instructions.slice(0, first);
  const fresh = globalsOf(preamble, directives.escape);
  const globals = previous && sameGlobals(previous.globals, fresh) ? previous.globals : fresh;
  const stages = stagesOf(instructions, globals, lines, previous?.stages);
  return { syntax, preamble, globals, stages, problem: syntaxProblem(syntax) };
}

const sameGlobals = (a: Globals, b: Globals): boolean =>
  a.escape === b.escape &&
  a.instructions.length === b.instructions.length &&
  a.instructions.every((instruction, i) => instruction === b.instructions[i]);
