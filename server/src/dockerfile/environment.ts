// The ENV that a container of a stage is given, apart from what its base image brings.

import type { Value } from './expand';
import { type Setting, settingsOf, valueIn } from './settings';
import type { Stage } from './stages';
import { type Assignment, assignmentsOf } from './variables';

export interface EnvironmentVariable {
  /** Undefined where it cannot be known. */
  readonly value: Value | undefined;
  readonly by: Setting;
  readonly assignment: Assignment;
}

/** By name, each as it was set last before a step, or at the stage's end. */
export function environmentOf(stage: Stage, before?: number): ReadonlyMap<string, EnvironmentVariable> {
  const environment = new Map<string, EnvironmentVariable>();
  for (const by of settingsOf(stage, 'ENV', before)) {
    for (const assignment of [...assignmentsOf(by.instruction)].reverse()) {
      const { name, value } = assignment;
      if (!environment.has(name.text))
        environment.set(name.text, { value: value && valueIn(by, value), by, assignment });
    }
  }
  return environment;
}
