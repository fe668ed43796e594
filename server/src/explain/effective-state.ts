// What holds at an instruction, or at the end of a stage: user, working directory, environment, base. Unknown is left out or said.
import { effectiveUser } from '../dockerfile/effective-user';
import { type Base, lineage, type Stage } from '../dockerfile/stages';
import { baseFact, isRoot } from '../dockerfile/users';
import { assignmentsOf } from '../dockerfile/variables';
import { workdirAt } from '../dockerfile/workdir';
import { code } from './inline';
import { lineOfStage, lineText, type Question } from './question';

const MOST_VARIABLES = 12;
const BEFORE_FROM = '**ARG** before the first FROM: it holds for FROM, and for an ARG of a stage that names it again';

/** An instruction's keyword. */
export function instructionState(question: Question): string | undefined {
  const { placed, stage, index } = question;
  const { name } = placed.instruction;
  if (!stage) return name === 'ARG' ? BEFORE_FROM : undefined;
  if (name === 'FROM') return stageState(question, stage.stage);
  const head = `**${name}** in stage ${stageName(question, stage.stage)}`;
  return list(head, [
    `User: ${userText(question, stage.stage, index)}`,
    ...workdirLines('Working directory', stage.stage, index, question),
    ...environmentLines(question, stage.stage, index),
    `Built on ${baseText(question, stage.stage.base)}`,
  ]);
}

/** A stage, as it is at its end. */
export function stageState(question: Question, stage: Stage): string {
  const head = `**Stage** ${stageName(question, stage)}, ${lineText(question, lineOfStage(question, stage))}`;
  const ports = stage.steps.flatMap(({ instruction: { name, args } }) =>
    name === 'EXPOSE' ? args.flatMap(({ text }) => question.secrecy.shownText(text) ?? []) : [],
  );
  const end = stage.steps.length;
  return list(head, [
    `Built on ${baseText(question, stage.base)}`,
    `User at its end: ${userText(question, stage, end)}`,
    ...workdirLines('Working directory at its end', stage, end, question),
    ...(ports.length > 0 ? [`Ports: ${ports.map(code).join(', ')}`] : []),
  ]);
}

export const list = (head: string, lines: readonly string[]): string =>
  [head, ...lines.map((line) => `- ${line}`)].join('\n');

function stageName({ file }: Question, stage: Stage): string {
  const name = stage.name === undefined ? '' : `${code(stage.name)}, `;
  const number = file.stages.findIndex((placed) => placed.stage === stage);
  return `${name === '' ? `${number}, ` : name}${stage.isFinal ? 'the final image' : 'a builder'}`;
}

function baseText(question: Question, base: Base): string {
  switch (base.kind) {
    case 'stage':
      return `stage ${stageName(question, base.stage)}`;
    case 'scratch':
      return '`scratch`';
    case 'image':
      return `${code(base.reference.text)}${base.isDefault ? ', by the default of an ARG' : ''}`;
    case 'unknown':
      return 'an image that is not known: a variable decides';
    default:
      return base satisfies never;
  }
}

/** Who the steps from `before` on, or a container, run as. */
export function userText(question: Question, stage: Stage, before: number): string {
  const effective = effectiveUser(stage, before);
  if (effective.kind === 'base') {
    const user = baseFact(stage, question.facts.images)?.user;
    return user === undefined ? 'that of the base image, which is not known' : `${named(user)}, by the base image`;
  }
  const { user, stage: owner, step } = effective;
  const by = `by USER on ${lineText(question, lineOfStage(question, owner) + step.line)}`;
  const shown = user && question.secrecy.shownText(user.text);
  if (shown === undefined) return `not known: a variable decides, ${by}`;
  return `${named(shown)}, ${by}${user?.isDefault ? ' and the default of an ARG' : ''}`;
}

const named = (user: string): string => `${code(user)}${isRoot(user) && !/^root\b/.test(user) ? ' (root)' : ''}`;

function workdirLines(title: string, stage: Stage, before: number, { secrecy }: Question): string[] {
  const folder = workdirAt(stage, before);
  const shown = folder === undefined ? undefined : secrecy.shownText(folder);
  return shown === undefined ? [] : [`${title}: ${code(shown)}`];
}

/** What ENV of this stage and of those below set so far; later ones count more. */
function environmentLines(question: Question, stage: Stage, before: number): string[] {
  const names = new Set<string>();
  for (const ancestor of lineage(stage).reverse()) {
    const steps = ancestor === stage ? ancestor.steps.slice(0, before) : ancestor.steps;
    for (const { instruction } of steps) {
      if (instruction.name !== 'ENV') continue;
      for (const { name } of assignmentsOf(instruction)) names.add(name.text);
    }
  }
  if (names.size === 0) return [];
  const lookup = stage.variables.at(before);
  const shown = [...names].slice(-MOST_VARIABLES).map((name) => {
    const value = lookup(name);
    if (value === undefined || value === 'unset') return `${code(name)} (not known)`;
    const text = question.secrecy.shown(name, value);
    return text === undefined ? `${code(name)} (hidden)` : code(`${name}=${text}`);
  });
  const more = names.size > shown.length ? `, and ${names.size - shown.length} more` : '';
  return [`Environment: ${shown.join(', ')}${more}`];
}
