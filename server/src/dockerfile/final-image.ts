// What a build ships: the last stage, each stage that no other needs, and all that these are built on. The others only build.
import { once } from '../text/once';
import { type Range, shiftRange } from '../text/range';
import type { Dockerfile } from './model';
import { stageGraphOf } from './stage-graph';
import { lineage, type PlacedStage, rangeOfWord, type Stage } from './stages';

const shippedStages = once((file: Dockerfile): ReadonlySet<Stage> => {
  const used = new Set(
    stageGraphOf(file).uses.flatMap(({ source }) => (source.kind === 'stage' ? source.stage.stage : [])),
  );
  return new Set(file.stages.flatMap(({ stage }) => (used.has(stage) ? [] : lineage(stage))));
});

/** Whether an image has the stage's files, as far as the file tells. */
export const isShipped = (file: Dockerfile, stage: Stage): boolean => shippedStages(file).has(stage);

/** Whether the image that a build without a target makes has the stage's files. */
export function inFinalImage({ stages }: Dockerfile, stage: Stage): boolean {
  const last = stages.at(-1)?.stage;
  return last !== undefined && (last === stage || lineage(last).includes(stage));
}

const MAKES_LAYER: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Layers that the file makes up to a step, the step's own included; those of the base image are not known here. */
export function layerOf(stage: Stage, index: number): number {
  let count = layersBefore(stage)[index] ?? 0;
  for (const below of lineage(stage).slice(1)) count += layersBefore(below).at(-1) ?? 0;
  return count;
}

const layersBefore = once((stage: Stage): readonly number[] => {
  let count = 0;
  return stage.steps.map(({ instruction: { name } }) => (MAKES_LAYER.has(name) ? ++count : count));
});

interface Staying {
  readonly range: Range;
  readonly message: string;
}

/** Where the files stay that a step writes, told at its keyword. */
export function keptBy(file: Dockerfile, { line, stage }: PlacedStage, index: number): Staying[] {
  const step = stage.steps[index];
  if (!step) return [];
  const message = isShipped(file, stage)
    ? `stays in the image, in layer ${layerOf(stage, index)} of those that this file makes`
    : 'stays in a builder stage only, but is readable in the build cache';
  return [{ range: shiftRange(rangeOfWord(step, step.instruction.keyword), line), message }];
}
