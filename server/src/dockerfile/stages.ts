// The stages of a build: each from its FROM on, with what it is built on. A stage knows lines only from its own first one
// on, so that it stays the same value wherever it moves in the file.
import { type ImageReference, parseImageReference } from '../image/reference';
import type { Range } from '../text/range';
import { countWhile } from '../text/rising';
import { expandWord, type Lookup, type Value } from './expand';
import { toLower } from './go-text';
import { type Instruction, type PlacedInstruction, rangeAt, type Word } from './syntax';
import { type Globals, MAX_LINEAGE, type Variables, variablesOf } from './variables';

/** An instruction of a stage; `line` is counted from the stage's first line. */
export type Step = PlacedInstruction;

export type Base =
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** `isDefault`: the name comes from the default of an ARG. */
  | { readonly kind: 'image'; readonly reference: ImageReference; readonly isDefault: boolean }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'unknown' };

export interface Stage {
  /** In lower case, as BuildKit keeps it. */
  readonly name?: string;
  /** The image word of FROM. Undefined where there is none. */
  readonly image?: Word;
  readonly base: Base;
  /** FROM first. */
  readonly steps: readonly Step[];
  /** The image that a build without a target makes. */
  readonly isFinal: boolean;
  readonly globals: Globals;
  readonly variables: Variables;
  /** What this stage's lines end with. */
  readonly lineBreak: '\n' | '\r\n';
}

export interface PlacedStage {
  readonly line: number;
  readonly stage: Stage;
}

/** The range of [start, end) of a step's logical line, from the stage's first line on. */
export const rangeOfWord = (step: Step, word: { readonly start: number; readonly end: number }): Range =>
  rangeAt(step, word.start, word.end);

/** Which of the stage's steps it is: looked for by its line. */
export const indexOfStep = ({ steps }: Stage, step: Step): number => countWhile(steps, ({ line }) => line < step.line);

/** The expanded first argument of a step. */
export function argumentAt(stage: Stage, index: number): Value | undefined {
  const [word] = stage.steps[index]?.instruction.args ?? [];
  return word && expandWord(word.text, stage.globals.escape, stage.variables.at(index));
}

/** The chain of local stages that a stage is built on, itself first. */
export function lineage(stage: Stage): Stage[] {
  const chain = [stage];
  for (let { base } = stage; base.kind === 'stage' && chain.length < MAX_LINEAGE; base = base.stage.base)
    chain.push(base.stage);
  return chain;
}

/** What the lineage ends in: an image, scratch, or unknown. */
export function rootBase(stage: Stage): Exclude<Base, { kind: 'stage' }> {
  let { base } = stage;
  for (let length = 1; base.kind === 'stage' && length < MAX_LINEAGE; length++) base = base.stage.base;
  return base.kind === 'stage' ? { kind: 'unknown' } : base;
}

/** BuildKit sets it where an image does not. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const nothingSet: Lookup = (name) => (name === 'PATH' ? { text: PATH, isDefault: false } : 'unset');
const unknownImage: Lookup = () => undefined;

/** Cuts instructions into stages. Stages of `previous` that are the same are taken over as they are. */
export function stagesOf(
  placed: readonly PlacedInstruction[],
  globals: Globals,
  lines: readonly string[],
  previous: readonly PlacedStage[] = [],
): PlacedStage[] {
  const starts: number[] = [];
  for (let i = 0; i < placed.length; i++) if (placed[i]?.instruction.name === 'FROM') starts.push(i);
  const moved = previous.length - starts.length;
  const stages: PlacedStage[] = [];
  const byName = new Map<string, Stage>();
  for (const [index, start] of starts.entries()) {
    const own = placed.slice(start, starts[index + 1] ?? placed.length);
    const line = own[0]?.line ?? 0;
    const isFinal = index === starts.length - 1;
    const image = own[0]?.instruction.args[0];
    const base = image ? baseOf(image, globals, byName) : ({ kind: 'unknown' } as const);
    const lineBreak = lines[line]?.endsWith('\r') ? '\r\n' : '\n';
    const same = (stage: Stage | undefined): stage is Stage =>
      stage !== undefined &&
      stage.isFinal === isFinal &&
      stage.globals === globals &&
      stage.lineBreak === lineBreak &&
      sameBase(stage.base, base) &&
      sameSteps(stage.steps, own, line);
    const candidates = [previous[index]?.stage, previous[index + moved]?.stage];
    const stage = candidates.find(same) ?? newStage(own, line, image, base, isFinal, globals, lineBreak);
    stages.push({ line, stage });
    if (stage.name !== undefined) byName.set(stage.name, stage);
  }
  return stages;
}

function newStage(
  own: readonly PlacedInstruction[],
  firstLine: number,
  image: Word | undefined,
  base: Base,
  isFinal: boolean,
  globals: Globals,
  lineBreak: Stage['lineBreak'],
): Stage {
  const steps = own.map(({ line, instruction }) => ({ line: line - firstLine, instruction }));
  const inherited = base.kind === 'stage' ? base.stage.variables : base.kind === 'scratch' ? nothingSet : unknownImage;
  const delayed = base.kind === 'stage' ? triggersOf(base.stage) : [];
  const variables = variablesOf(steps, globals, inherited, delayed);
  return { name: stageName(own[0]?.instruction), image, base, steps, isFinal, globals, lineBreak, variables };
}

/** What a stage leaves to those that are built on it. */
const triggersOf = ({ steps }: Stage): Instruction[] => steps.flatMap(({ instruction: { trigger } }) => trigger ?? []);

function stageName(from: Instruction | undefined): string | undefined {
  const [, as, name] = from?.args ?? [];
  return as && name && toLower(as.text) === 'as' ? toLower(name.text) : undefined;
}

function baseOf(image: Word, globals: Globals, stages: ReadonlyMap<string, Stage>): Base {
  const value = expandWord(image.text, globals.escape, globals.lookup);
  if (!value) return { kind: 'unknown' };
  // BuildKit keeps names in lower case, and looks here, but not in COPY, for what is written.
  const stage = stages.get(value.text);
  if (stage) return { kind: 'stage', stage };
  if (value.text === 'scratch') return { kind: 'scratch' };
  const reference = parseImageReference(value.text);
  return reference ? { kind: 'image', reference, isDefault: value.isDefault } : { kind: 'unknown' };
}

function sameBase(a: Base, b: Base): boolean {
  if (a.kind === 'stage' && b.kind === 'stage') return a.stage === b.stage;
  if (a.kind === 'image' && b.kind === 'image')
    return a.reference.text === b.reference.text && a.isDefault === b.isDefault;
  return a.kind === b.kind;
}

const sameSteps = (steps: readonly Step[], own: readonly PlacedInstruction[], firstLine: number): boolean =>
  steps.length === own.length &&
  steps.every((step, i) => step.instruction === own[i]?.instruction && step.line + firstLine === own[i]?.line);
