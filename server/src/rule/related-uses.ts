// Where the value of a secret flows: each step that uses it, and what it is written into there.
import { layerOf } from '../dockerfile/final-image';
import { leaksOfVariable } from '../dockerfile/leaked-secrets';
import { indexOfStep, rangeOfWord, type Stage, type Step } from '../dockerfile/stages';
import type { Related } from './finding';

/** Of more uses than that only the place is told. */
const MAX_FOLLOWED = 20;

export const relatedUses = (stage: Stage, name: string, uses: readonly Step[]): Related[] =>
  uses.map((use, i) => {
    const range = rangeOfWord(use, use.instruction.keyword);
    const target = i < MAX_FOLLOWED ? targetOf(stage, name, use) : undefined;
    if (target === undefined) return { range, message: `'${name}' is used by this ${use.instruction.name}` };
    const layer = layerOf(stage, indexOfStep(stage, use));
    return {
      range,
      message: `'${name}' is written to ${target} here, and stays in layer ${layer} of those that this file makes`,
    };
  });

function targetOf(stage: Stage, name: string, use: Step): string | undefined {
  if (use.instruction.name !== 'RUN') return undefined;
  for (const { sink } of leaksOfVariable(stage, indexOfStep(stage, use), name)) {
    if (sink.kind === 'settings') return sink.what;
    if (sink.kind === 'file') return `'${sink.path.text.slice(-40)}'`;
  }
  return undefined;
}
