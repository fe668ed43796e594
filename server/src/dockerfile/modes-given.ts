// The modes that a stage gives to files: by chmod and the like in RUN, by --chmod of COPY and ADD.
import type { ShellCommand } from '../shell/command';
import { modeSet, PROGRAMS_WITH_MODES } from '../shell/modes-set';
import { once } from '../text/once';
import type { Range } from '../text/range';
import { placeOfValue } from './command-edits';
import { commandsNamed, rangeOfPart, type StepCommand } from './commands';
import { type Copy, copiesOf } from './copies';
import { rangeOfWord, type Stage } from './stages';

export interface GivenMode {
  readonly mode: string;
  readonly by: 'chmod' | 'install' | 'mkdir' | 'umask' | '--chmod';
  readonly range: Range;
  /** Where the mode and nothing else stands: undefined where a variable or quotes hide it. */
  readonly place?: Range;
  /** The keyword of the step. */
  readonly keyword: string;
  /** What gets it, as far as it is written: of chmod, and of COPY and ADD. */
  readonly targets: readonly (string | undefined)[];
  /** It is given to folders alone, as far as the command says. */
  readonly isForFolders: boolean;
  readonly isRecursive: boolean;
}

/** Commands first, then copies. */
export const modesGiven = once((stage: Stage): readonly GivenMode[] => [
  ...commandsNamed(stage, PROGRAMS_WITH_MODES).flatMap((at) => byCommand(at) ?? []),
  ...copiesOf(stage).flatMap((copy) => byCopy(copy) ?? []),
]);

function byCommand(at: StepCommand): GivenMode | undefined {
  if (at.instruction.name !== 'RUN') return undefined;
  const set = modeSet(at.command);
  const value = set && at.valueOf(set.word)?.text;
  if (!set || value === undefined) return undefined;
  const place = placeOfValue(set.word, set.skip);
  const range = rangeOfPart(at, place ?? set.word);
  return {
    mode: value.slice(set.skip),
    by: set.program,
    range,
    place: place && range,
    keyword: at.step.instruction.name,
    targets: set.targets.map(({ value: target }) => target),
    isForFolders: set.isForFolders || at.command.inputs.some(findsFolders),
    isRecursive: set.isRecursive,
  };
}

function byCopy({ step, mode: given, target }: Copy): GivenMode | undefined {
  const mode = given?.value?.text;
  if (!given || mode === undefined) return undefined;
  const { word } = given;
  const isPlain = word.text === mode && word.end - word.start === '--chmod='.length + mode.length;
  const range = rangeOfWord(step, { start: isPlain ? word.end - mode.length : word.start, end: word.end });
  return {
    mode,
    by: '--chmod',
    range,
    place: isPlain ? range : undefined,
    keyword: step.instruction.name,
    targets: [target.text],
    isForFolders: false,
    isRecursive: false,
  };
}

/** `find / -type d | xargs chmod g+s` */
const findsFolders = ({ program, args }: ShellCommand): boolean =>
  program === 'find' && args.some(({ value }, i) => value === '-type' && args[i + 1]?.value === 'd');
