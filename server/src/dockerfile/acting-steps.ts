// The steps of a stage by what they do, themselves or as what their ONBUILD delays: most facts come from one kind of them alone.
import { once } from '../text/once';
import type { Stage, Step } from './stages';
import { actingInstruction, type Instruction } from './syntax';

export interface ActingStep {
  readonly index: number;
  readonly step: Step;
  /** The step's, or what its ONBUILD delays. */
  readonly instruction: Instruction;
}

interface ActingSteps {
  readonly run: readonly ActingStep[];
  readonly copy: readonly ActingStep[];
  readonly set: readonly ActingStep[];
}

const actingSteps = once(({ steps }: Stage): ActingSteps => {
  const run: ActingStep[] = [];
  const copy: ActingStep[] = [];
  const set: ActingStep[] = [];
  let index = 0;
  for (const step of steps) {
    const instruction = actingInstruction(step);
    const { name } = instruction;
    if (name === 'RUN') run.push({ index, step, instruction });
    else if (name === 'COPY' || name === 'ADD') copy.push({ index, step, instruction });
    else if (name === 'ENV' || name === 'ARG') set.push({ index, step, instruction });
    index++;
  }
  return { run, copy, set };
});

/** In the order of the file, as are the others. */
export const runSteps = (stage: Stage): readonly ActingStep[] => actingSteps(stage).run;

/** COPY and ADD. */
export const copySteps = (stage: Stage): readonly ActingStep[] => actingSteps(stage).copy;

/** ENV and ARG. */
export const variableSteps = (stage: Stage): readonly ActingStep[] => actingSteps(stage).set;
