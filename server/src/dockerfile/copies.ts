// What COPY and ADD bring into a stage: from where, to where, with which owner and mode.
import { once } from '../text/once';
import { type ActingStep, copySteps } from './acting-steps';
import { expandWord, type Value } from './expand';
import { sourceWords } from './stage-graph';
import type { Stage, Step } from './stages';
import type { Instruction, Word } from './syntax';
import { flagValues } from './validate/flags';
import { pathAt } from './workdir';

export interface Copy {
  readonly step: Step;
  readonly index: number;
  /** The step's, or what its ONBUILD delays. */
  readonly instruction: Instruction;
  readonly sources: readonly Word[];
  /** What each source becomes: undefined where a variable decides. */
  readonly sourceTexts: readonly (string | undefined)[];
  readonly target: Word;
  /** The target's path in the image: undefined where a variable decides. Unknown folders of base images count as the root. */
  readonly path?: string;
  /** The stage or image that it is taken from: undefined for the context of the build. */
  readonly from?: Word;
  /** `user:group` of `--chown`, and the mode of `--chmod`, with the values that they have. */
  readonly owner?: { readonly word: Word; readonly value: Value | undefined };
  readonly mode?: { readonly word: Word; readonly value: Value | undefined };
}

/** In the order of the file. Heredocs are among the sources, as they are written. */
export const copiesOf = once((stage: Stage): readonly Copy[] =>
  copySteps(stage).flatMap((step) => copyAt(stage, step) ?? []),
);

function copyAt(stage: Stage, { step, index, instruction }: ActingStep): Copy | undefined {
  const { args, flags } = instruction;
  const target = args.at(-1);
  if (!target || args.length < 2) return undefined;
  const lookup = stage.variables.at(index);
  const read = (word: Word): Value | undefined => expandWord(word.text, stage.globals.escape, lookup);
  const flag = (flagName: string): Copy['owner'] => {
    const [word] = flagValues(instruction, flagName);
    return word && { word, value: read(word) };
  };
  const hasFlags = flags.length > 0;
  const path = read(target)?.text;
  const sources = args.slice(0, -1);
  return {
    step,
    index,
    instruction,
    sources,
    sourceTexts: sources.map((word) => read(word)?.text),
    target,
    path: path === undefined ? undefined : pathAt(stage, index, path),
    from: hasFlags ? sourceWords(instruction)[0] : undefined,
    owner: hasFlags ? flag('chown') : undefined,
    mode: hasFlags ? flag('chmod') : undefined,
  };
}
