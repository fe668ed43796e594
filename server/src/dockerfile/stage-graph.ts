// Which stages a build goes through: what each is built on, copies from and mounts, and so which reach an image.
// Source: BuildKit, frontend/dockerfile/dockerfile2llb/convert.go: all names are known before any is looked up, a number counts
// stages, and what is not there yet when its files are wanted is refused.
import { once } from '../text/once';
import { type Range, shiftRange } from '../text/range';
import { inCycles } from './cycles';
import { toLower } from './go-text';
import type { Dockerfile } from './model';
import { type PlacedStage, rangeOfWord, type Stage, type Step } from './stages';
import { actingInstruction, type Instruction, type Word } from './syntax';
import { readFields } from './validate/csv';
import { flagValues } from './validate/flags';

/** What the word of a source means. `later` counts the stage itself in: BuildKit refuses both. */
export type Source =
  | { readonly kind: 'stage' | 'later'; readonly stage: PlacedStage; readonly index: number }
  /** An image, or a context that the build is given by that name. */
  | { readonly kind: 'other'; readonly name: string }
  /** A number that no stage has, or a variable: BuildKit refuses both. */
  | { readonly kind: 'refused'; readonly name: string };

export interface StageUse {
  /** The stage that uses the source, and its index in the file. */
  readonly by: PlacedStage;
  readonly index: number;
  readonly step: Step;
  readonly how: 'FROM' | 'COPY' | 'RUN';
  /** ONBUILD delays it: another stage of the file, or another file, uses it. */
  readonly isDelayed: boolean;
  readonly source: Source;
  /** Where the source is named, in the file. */
  readonly range: Range;
}

/** Stages by their index in the file. */
export interface StageGraph {
  /** In the order of the file. */
  readonly uses: readonly StageUse[];
  /** The stages that a build of the target goes through, itself included; of the last stage without one. */
  reachedFrom(target?: number): ReadonlySet<number>;
  /** As `docker build --target` looks for it: by name alone. */
  target(name: string): number | undefined;
  /** Stages that need themselves, through others or not. */
  readonly inCycles: readonly number[];
}

/** A number counts stages in COPY alone: a mount takes it for a name. */
const NUMBER = /^[-+]?\d+$/;

/** Made when it is first asked for. */
export const stageGraphOf = once(({ stages }: Dockerfile): StageGraph => {
  const byName = new Map<string, number>();
  const bases = stages.map(({ stage }, index) => {
    const base = stage.base.kind === 'stage' ? byName.get(stage.base.stage.name ?? '') : undefined;
    if (stage.name !== undefined) byName.set(stage.name, index);
    return base;
  });
  const sourceOf = (name: string, by: number, how: StageUse['how']): Source => {
    const index = how === 'COPY' && NUMBER.test(name) ? Number(name) : byName.get(toLower(name));
    if (index === undefined) return { kind: name.includes('$') ? 'refused' : 'other', name };
    const stage = stages[index];
    return stage ? { kind: index < by ? 'stage' : 'later', stage, index } : { kind: 'refused', name };
  };
  const uses = stages.flatMap((by, index) => {
    const base = bases[index];
    const below = base === undefined ? undefined : stages[base];
    const built: Source | undefined = below && { kind: 'stage', stage: below, index: base ?? 0 };
    return usesOfStage(by, index, built, (name, how) => sourceOf(name, index, how));
  });
  const needs = needsOf(uses, bases);
  return {
    uses,
    // What stands above cannot lead back.
    inCycles: uses.some(({ source }) => source.kind === 'later') ? inCycles(needs) : [],
    target: (name) => byName.get(toLower(name)),
    reachedFrom: (target = stages.length - 1) => {
      const reached = new Set(stages[target] ? [target] : []);
      for (const index of reached) for (const next of needs[index] ?? []) reached.add(next);
      return reached;
    },
  };
});

/** What each stage needs; what ONBUILD of a stage delays is needed by those right on it. */
function needsOf(uses: readonly StageUse[], bases: readonly (number | undefined)[]): readonly (readonly number[])[] {
  const needs = bases.map((): number[] => []);
  const delayed = bases.map((): number[] => []);
  for (const { index, source, isDelayed } of uses) {
    if (source.kind === 'stage' || source.kind === 'later') (isDelayed ? delayed : needs)[index]?.push(source.index);
  }
  for (const [index, base] of bases.entries())
    for (const source of (base === undefined ? undefined : delayed[base]) ?? []) needs[index]?.push(source);
  return needs;
}

function usesOfStage(
  by: PlacedStage,
  index: number,
  built: Source | undefined,
  sourceOf: (name: string, how: StageUse['how']) => Source,
): StageUse[] {
  const { line, stage } = by;
  const found: StageUse[] = [];
  const add = (step: Step, how: StageUse['how'], word: Word, source: Source): void => {
    const range = shiftRange(rangeOfWord(step, word), line);
    found.push({ by, index, step, how, isDelayed: step.instruction.trigger !== undefined, source, range });
  };
  const [from] = stage.steps;
  if (from && stage.image && built) add(from, 'FROM', stage.image, built);
  for (const { step, how, word } of namedSources(stage)) add(step, how, word, sourceOf(word.text, how));
  return found;
}

type NamedSource = Pick<StageUse, 'step' | 'how'> & { readonly word: Word };

/** An edit makes the graph anew, and leaves most stages as they are. */
const namedSources = once(({ steps }: Stage): readonly NamedSource[] => {
  const named: NamedSource[] = [];
  for (const step of steps) {
    const instruction = actingInstruction(step);
    const { name: how, flags } = instruction;
    if (flags.length === 0 || (how !== 'COPY' && how !== 'RUN')) continue;
    for (const word of sourceWords(instruction)) named.push({ step, how, word });
  }
  return named;
});

/** The words behind `--from=`, and behind `from=` of a mount. */
export function sourceWords(instruction: Instruction): Word[] {
  if (instruction.flags.length === 0) return [];
  if (instruction.name === 'COPY')
    return flagValues(instruction, 'from')
      .map(tail)
      .filter(({ text }) => text !== '');
  if (instruction.name !== 'RUN') return [];
  return flagValues(instruction, 'mount').flatMap((flag) => {
    const read = readFields(flag.text);
    const fields = 'fields' in read ? read.fields : [];
    const from = fields.findLast((field) => /^from=./i.test(field))?.slice('from='.length);
    if (from === undefined) return [];
    const at = instruction.text.slice(flag.start, flag.end).toLowerCase().lastIndexOf(`from=${from.toLowerCase()}`);
    const start = flag.start + at + 'from='.length;
    return [at < 0 ? { ...flag, text: from } : { text: from, start, end: start + from.length }];
  });
}

/** The value's own place, where no quotes stand in it. */
const tail = ({ text, start, end }: Word): Word =>
  end - start === '--from='.length + text.length ? { text, start: end - text.length, end } : { text, start, end };
