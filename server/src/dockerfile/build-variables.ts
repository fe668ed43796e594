// Variables that a build is given by ARG or ENV, by name: who sets them in a stage, or in one that it is built on.
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { variableSteps } from './acting-steps';
import { lineage, type Stage, type Step } from './stages';
import { assignmentsOf } from './variables';

const settersOf = once((stage: Stage): ReadonlyMap<string, readonly number[]> => {
  const setters = new Map<string, number[]>();
  for (const { index, instruction } of variableSteps(stage)) {
    for (const { name } of assignmentsOf(instruction)) {
      const places = setters.get(name.text);
      if (places) places.push(index);
      else setters.set(name.text, [index]);
    }
  }
  return setters;
});

/** The last step of the stage before one that sets a variable. */
export function setterBefore(stage: Stage, before: number, name: string): Step | undefined {
  const places = settersOf(stage).get(name);
  const index = places?.[countBelow(places, before) - 1];
  return index === undefined ? undefined : stage.steps[index];
}

/** Whether ARG or ENV gives it: here before the step, or below. */
export const isBuildVariable = (stage: Stage, before: number, name: string): boolean =>
  setterBefore(stage, before, name) !== undefined ||
  lineage(stage).some((below) => below !== stage && settersOf(below).has(name));
