// Stages whose files reach an image: the last one, those without a name that nothing takes from, and what these are built on.
// What is left in a stage that others only copy from stays behind with it; one with a name may be for tests.

import { once } from '../text/once';
import type { Dockerfile } from './model';
import { stageGraphOf } from './stage-graph';
import { lineage, type PlacedStage, type Stage } from './stages';

/** In the order of the file. */
export const shippedStages = once((file: Dockerfile): readonly PlacedStage[] => readShipped(file));

function readShipped(file: Dockerfile): readonly PlacedStage[] {
  const { stages } = file;
  if (stages.length === 1) return stages;
  const used = new Set<number>();
  for (const { source } of stageGraphOf(file).uses) if (source.kind === 'stage') used.add(source.index);
  const shipped = new Set<Stage>();
  for (const [index, { stage }] of stages.entries()) {
    const isLast = index === stages.length - 1;
    if (!isLast && (used.has(index) || stage.name !== undefined)) continue;
    for (const each of lineage(stage)) {
      if (shipped.has(each)) break;
      shipped.add(each);
    }
  }
  return stages.filter(({ stage }) => shipped.has(stage));
}
