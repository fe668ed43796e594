// What stands where somebody points, and what is to be said of it.
import { expandWord } from '../dockerfile/expand';
import type { Stage } from '../dockerfile/stages';
import { rangeAt, type Word } from '../dockerfile/syntax';
import { assignmentsOf } from '../dockerfile/variables';
import { parseImageReference } from '../image/reference';
import type { Range } from '../text/range';
import { instructionState, stageState } from './effective-state';
import { imageText } from './image';
import type { Question } from './question';
import { portArgument, userArgument } from './user-and-port';
import { variableText } from './variable';
import { variableNamedAt } from './variable-at';

export interface Explained {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

/** Undefined where there is nothing to say, or nothing known. */
export function explainSubject(question: Question): Explained | undefined {
  const { placed, offset, index } = question;
  const { instruction } = placed;
  const at = (word: Pick<Word, 'start' | 'end'>, text: string | undefined): Explained | undefined =>
    text === undefined ? undefined : { range: rangeAt(placed, word.start, word.end), text };
  if (offset === undefined) return undefined;
  if (holds(instruction.keyword, offset)) return at(instruction.keyword, instructionState(question));
  const variable = variableNamedAt(question, offset);
  if (variable) return at(variable, variableText(question, variable.text, index));
  const assigned = assignmentsOf(instruction).find(({ name }) => holds(name, offset));
  if (assigned) return at(assigned.name, variableText(question, assigned.name.text, index + 1));
  const flag = instruction.flags.find((word) => holds(word, offset));
  if (flag) return fromFlag(question, flag, offset, at);
  const word = instruction.args.find((candidate) => holds(candidate, offset));
  return word && at(word, argumentText(question, word));
}

const holds = ({ start, end }: Pick<Word, 'start' | 'end'>, offset: number): boolean =>
  start <= offset && offset <= end;

function argumentText(question: Question, word: Word): string | undefined {
  const { placed, stage } = question;
  if (!stage) return undefined;
  const { args, name } = placed.instruction;
  const position = args.indexOf(word);
  switch (name) {
    case 'FROM':
      return position === 0
        ? baseText(question, stage.stage)
        : position === 2
          ? stageState(question, stage.stage)
          : undefined;
    case 'USER':
      return position === 0 ? userArgument(question, stage.stage) : undefined;
    case 'EXPOSE':
      return portArgument(question, stage.stage, word);
    default:
      return undefined;
  }
}

function baseText(question: Question, { base }: Stage): string | undefined {
  if (base.kind === 'stage') return stageState(question, base.stage);
  return base.kind === 'image' ? imageText(question, base.reference, base.isDefault) : undefined;
}

const FROM = /(?:^--from=|[=,]from=)["']?([^,\s"']+)/;

/** `--from=build`, `--mount=type=cache,from=build`. */
function fromFlag(
  question: Question,
  { start, end }: Word,
  offset: number,
  at: (word: Pick<Word, 'start' | 'end'>, text: string | undefined) => Explained | undefined,
): Explained | undefined {
  const match = FROM.exec(question.placed.instruction.text.slice(start, end));
  const name = match?.[1];
  if (!match || name === undefined) return undefined;
  const nameEnd = start + match.index + match[0].length;
  const word = { text: name, start: nameEnd - name.length, end: nameEnd };
  return holds(word, offset) ? at(word, sourceText(question, name)) : undefined;
}

/** A stage above, by name or number; else an image. */
function sourceText(question: Question, written: string): string | undefined {
  const { file, stage, index } = question;
  if (!stage) return undefined;
  const value = expandWord(written, stage.stage.globals.escape, stage.stage.variables.at(index));
  if (!value) return undefined;
  const above = file.stages.filter(({ line }) => line < stage.line);
  const wanted = value.text.toLowerCase();
  const named =
    above.findLast((placed) => placed.stage.name === wanted) ??
    (/^\d+$/.test(wanted) ? above[Number(wanted)] : undefined);
  if (named) return stageState(question, named.stage);
  const reference = parseImageReference(value.text);
  return reference && !/^\d+$/.test(wanted) && wanted !== 'scratch'
    ? imageText(question, reference, value.isDefault)
    : undefined;
}
