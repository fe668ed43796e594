// What RUN --mount gives a step: of which type, where, to whom. Source: BuildKit, instructions/commands_runmount.go.
import { once } from '../text/once';
import { runSteps } from './acting-steps';
import { expandWord } from './expand';
import { oncePerStep } from './once-per-step';
import type { Stage } from './stages';
import { actingInstruction, type Instruction, type Word } from './syntax';
import { readFields } from './validate/csv';
import { flagValues } from './validate/flags';
import { pathAt } from './workdir';

const NAMES: Readonly<Record<string, string>> = { dst: 'target', destination: 'target', src: 'source' };

/** One `--mount`. Options whose value a variable decides are not in it. */
export class RunMount {
  constructor(
    /** The flag; its text is what stands behind `--mount=`. */
    readonly flag: Word,
    /** In lower case. */
    readonly type: string,
    private readonly options: ReadonlyMap<string, string>,
    private readonly stage: Stage,
    private readonly index: number,
  ) {}

  /** `target` for `dst` and `destination`, `source` for `src`. */
  option(name: string): string | undefined {
    return this.options.get(name);
  }

  /** Where its file or folder is in the step. Undefined for a secret that is a variable alone, and for unknown. */
  get path(): string | undefined {
    const target = this.option('target');
    if (target !== undefined && target !== '') return pathAt(this.stage, this.index, target);
    if (this.type !== 'secret' || this.option('env') !== undefined) return undefined;
    const id = this.option('id') ?? this.option('source');
    return id && `/run/secrets/${id.slice(id.lastIndexOf('/') + 1)}`;
  }

  /** Where the value of an option is written; undefined where quotes or variables hide it. */
  placeOf(name: string, { text }: Pick<Instruction, 'text'>): { start: number; end: number } | undefined {
    const { start, end } = this.flag;
    const value = this.option(name);
    const written = new RegExp(`[=,]${name}=([^,"'$\\\\]*)(?=,|$)`, 'i').exec(text.slice(start, end));
    if (!written || value === undefined || written[1] !== value) return undefined;
    const at = start + written.index + written[0].length - value.length;
    return { start: at, end: at + value.length };
  }
}

const NONE: readonly RunMount[] = [];

/** The mounts of a RUN, or of one that ONBUILD delays, in their order. */
export const runMounts: (stage: Stage, index: number) => readonly RunMount[] = oncePerStep((stage, index) => {
  const step = stage.steps[index];
  const instruction = step && actingInstruction(step);
  if (instruction?.name !== 'RUN' || instruction.flags.length === 0) return NONE;
  return flagValues(instruction, 'mount').flatMap((flag) => mountOf(flag, stage, index) ?? []);
});

function mountOf(flag: Word, stage: Stage, index: number): RunMount | undefined {
  const read = readFields(flag.text);
  if (!('fields' in read)) return undefined;
  const options = new Map<string, string>();
  const lookup = stage.variables.at(index);
  for (const field of read.fields) {
    const sign = field.indexOf('=');
    const key = (sign < 0 ? field : field.slice(0, sign)).toLowerCase();
    const value = sign < 0 ? '' : expandWord(field.slice(sign + 1), stage.globals.escape, lookup)?.text;
    if (value !== undefined) options.set(NAMES[key] ?? key, value);
  }
  const isTyped = read.fields.some((field) => /^type=/i.test(field));
  const type = isTyped ? options.get('type')?.toLowerCase() : 'bind';
  return type === undefined ? undefined : new RunMount(flag, type, options, stage, index);
}

/** Indexes of the steps that mount a secret, rising. */
export const stepsWithSecrets = once((stage: Stage): readonly number[] => {
  const indexes: number[] = [];
  for (const { index, instruction } of runSteps(stage)) {
    if (instruction.flags.length > 0 && runMounts(stage, index).some(({ type }) => type === 'secret'))
      indexes.push(index);
  }
  return indexes;
});
