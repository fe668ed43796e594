// Which instruction decides at a place: the last of its name above it, in the stage or in what the stage is built on. What
// ONBUILD of a local stage delays is run where the next stage begins, and nowhere further down.
// Source: BuildKit, frontend/dockerfile/dockerfile2llb/convert.go.
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { expandWord, type Lookup, type Value } from './expand';
import type { Stage, Step } from './stages';
import { actingInstruction, type Instruction, type Word } from './syntax';
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
  let index = 0;
  for (const { instruction } of stage.steps) {
    const { trigger } = instruction;
    const table = trigger ? delayed : own;
    if (trigger) triggers.push(index);
    const { name } = trigger ?? instruction;
    const indexes = table.get(name);
    if (indexes) indexes.push(index);
    else table.set(name, [index]);
    index++;
  }
  return { own, delayed, triggers };
});

/** Indexes of a stage's own steps with a keyword, in upper case. */
export const stepsNamed = (stage: Stage, name: string): readonly number[] => placesOf(stage).own.get(name) ?? NONE;

/** All of a name that are in force before a step, or at the stage's end: the last first. */
export const settingsOf = (stage: Stage, name: string, before?: number): readonly Setting[] =>
  lastSettings(stage, name, before, Number.POSITIVE_INFINITY);

/** The one that decides. Undefined where none stands in the file: the base image's own counts then. */
export const settingOf = (stage: Stage, name: string, before?: number): Setting | undefined =>
  lastSettings(stage, name, before, 1)[0];

const NO_SETTINGS: readonly Setting[] = [];

function lastSettings(stage: Stage, name: string, before: number | undefined, count: number): readonly Setting[] {
  if (stage.base.kind !== 'stage' && stepsNamed(stage, name).length === 0) return NO_SETTINGS;
  const found: Setting[] = [];
  let ancestor = stage;
  for (let i = 0; i < MAX_LINEAGE; i++) {
    const { variables, base } = ancestor;
    const own = stepsNamed(ancestor, name);
    const end = i === 0 && before !== undefined ? countBelow(own, before) : own.length;
    for (let at = end - 1; at >= 0 && found.length < count; at--) {
      const index = own[at] ?? 0;
      add(found, ancestor, index, variables.at(index));
    }
    if (base.kind !== 'stage' || found.length >= count) return found;
    const { delayed, triggers } = placesOf(base.stage);
    const left = delayed.get(name) ?? NONE;
    for (let at = left.length - 1; at >= 0 && found.length < count; at--) {
      const index = left[at] ?? 0;
      add(found, base.stage, index, variables.at(countBelow(triggers, index) - triggers.length));
    }
    ancestor = base.stage;
  }
  return found;
}

function add(found: Setting[], stage: Stage, index: number, lookup: Lookup): void {
  const step = stage.steps[index];
  if (step) found.push({ stage, step, index, instruction: actingInstruction(step), lookup });
}

/** What a word of it becomes. */
export const valueIn = ({ stage, lookup }: Setting, word: Word): Value | undefined =>
  expandWord(word.text, stage.globals.escape, lookup);
