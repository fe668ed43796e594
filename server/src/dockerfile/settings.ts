// Which instruction decides at a place: the last of its name above it, in the stage or in what the stage is built on. What
// ONBUILD of a local stage delays is run where the next stage begins, and nowhere further down.
// Source: BuildKit, frontend/dockerfile/dockerfile2llb/convert.go.
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { expandWord, type Lookup, type Value } from './expand';
import type { Stage, Step } from './stages';
import type { Instruction, Word } from './syntax';
import { MAX_LINEAGE } from './variables';

export interface Setting {
  /** Where it is written. */
  readonly stage: Stage;
  readonly step: Step;
  /** The step's index in that stage. */
  readonly index: number;
  /** The step's instruction, or what its ONBUILD delays. */
  readonly instruction: Instruction;
  /** The variables it sees. */
  readonly lookup: Lookup;
}

/** Indexes of steps, rising. */
interface Places {
  readonly own: ReadonlyMap<string, readonly number[]>;
  readonly delayed: ReadonlyMap<string, readonly number[]>;
  /** All ONBUILD. */
  readonly triggers: readonly number[];
}

const NONE: readonly number[] = [];

const placesOf = once((stage: Stage): Places => {
  const own = new Map<string, number[]>();
  const delayed = new Map<string, number[]>();
  const triggers: number[] = [];
  for (const [index, { instruction }] of stage.steps.entries()) {
    const { trigger } = instruction;
    const table = trigger ? delayed : own;
    if (trigger) triggers.push(index);
    const { name } = trigger ?? instruction;
    const indexes = table.get(name);
    if (indexes) indexes.push(index);
    else table.set(name, [index]);
  }
  return { own, delayed, triggers };
});

/** Indexes of a stage's own steps with a keyword, in upper case. */
export const stepsNamed = (stage: Stage, name: string): readonly number[] => placesOf(stage).own.get(name) ?? NONE;

/** All of a name that are in force before a step, or at the stage's end: the last first. */
export function* settingsOf(stage: Stage, name: string, before = stage.steps.length): Iterable<Setting> {
  let ancestor = stage;
  for (let i = 0; i < MAX_LINEAGE; i++) {
    const { variables, base } = ancestor;
    const own = stepsNamed(ancestor, name);
    const end = i === 0 ? countBelow(own, before) : own.length;
    yield* settingsAt(ancestor, own, end, (index) => variables.at(index));
    if (base.kind !== 'stage') return;
    const { delayed, triggers } = placesOf(base.stage);
    const left = delayed.get(name) ?? NONE;
    const lookupAt = (index: number): Lookup => variables.at(countBelow(triggers, index) - triggers.length);
    yield* settingsAt(base.stage, left, left.length, lookupAt);
    ancestor = base.stage;
  }
}

function* settingsAt(
  stage: Stage,
  indexes: readonly number[],
  end: number,
  lookupAt: (index: number) => Lookup,
): Iterable<Setting> {
  for (let i = end - 1; i >= 0; i--) {
    const index = indexes[i] ?? 0;
    const step = stage.steps[index];
    if (!step) continue;
    const { trigger } = step.instruction;
    yield { stage, step, index, instruction: trigger ?? step.instruction, lookup: lookupAt(index) };
  }
}

/** The one that decides. Undefined where none stands in the file: the base image's own counts then. */
export function settingOf(stage: Stage, name: string, before?: number): Setting | undefined {
  for (const setting of settingsOf(stage, name, before)) return setting;
  return undefined;
}

/** What a word of it becomes. */
export const valueIn = ({ stage, lookup }: Setting, word: Word): Value | undefined =>
  expandWord(word.text, stage.globals.escape, lookup);
