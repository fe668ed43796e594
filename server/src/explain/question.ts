// Where in a Dockerfile somebody points, with what is needed to answer.
import { instructionAt } from '../dockerfile/instruction-at';
import type { Dockerfile } from '../dockerfile/model';
import { offsetAt } from '../dockerfile/offset-at';
import type { PlacedStage, Stage } from '../dockerfile/stages';
import type { PlacedInstruction } from '../dockerfile/syntax';
import type { ImageReference } from '../image/reference';
import type { RegistryAnswer } from '../image/registry-facts';
import type { Analysis } from '../lint/analysis';
import type { Facts } from '../rule/facts';
import type { RuleInfo } from '../rule/rule';
import type { Position } from '../text/range';
import { Secrecy } from './secrecy';

export interface Context {
  readonly analysis: Analysis;
  readonly facts: Facts;
  /** The rules that there are; notices are none. */
  readonly rules: readonly RuleInfo[];
  /** A line of the file as the editor counts it, from 0. */
  readonly lineShown: (line: number) => number;
  /** What registries said, as far as they were asked. */
  readonly registry?: (reference: ImageReference) => RegistryAnswer | undefined;
}

export interface Question extends Context {
  readonly file: Dockerfile;
  readonly secrecy: Secrecy;
  readonly placed: PlacedInstruction;
  /** Undefined before the first FROM. */
  readonly stage: PlacedStage | undefined;
  /** Of the instruction among the stage's steps. */
  readonly index: number;
  /** In the logical line. Undefined in a heredoc's body. */
  readonly offset: number | undefined;
}

/** Undefined where no instruction is, and in comments between its lines. */
export function questionAt(context: Context, position: Position): Question | undefined {
  const file = context.analysis.dockerfile;
  const placed = file && instructionAt(file.syntax.instructions, position.line);
  if (!file || !placed) return undefined;
  const offset = offsetAt(placed, position);
  const isInHead = position.line < placed.line + placed.instruction.headLineCount;
  if (offset === undefined && isInHead) return undefined;
  const stage = file.stages.findLast(({ line }) => line <= placed.line);
  const index =
    stage?.stage.steps.findIndex(
      ({ instruction, line }) => instruction === placed.instruction && line === placed.line - stage.line,
    ) ?? -1;
  return { ...context, file, secrecy: Secrecy.of(context.analysis), placed, stage, index, offset };
}

/** `line 3`, as the editor counts. */
export const lineText = ({ lineShown }: Context, line: number): string => `line ${lineShown(line) + 1}`;

/** The line of a stage's FROM in the file. */
export const lineOfStage = ({ file }: Question, stage: Stage): number =>
  file.stages.find((placed) => placed.stage === stage)?.line ?? 0;

/** Where a step of a stage stands. */
export const lineOfStep = (question: Question, stage: Stage, step: number): string =>
  lineText(question, lineOfStage(question, stage) + (stage.steps[step]?.line ?? 0));
