// Arguments of USER and EXPOSE.
import { expandWord } from '../dockerfile/expand';
import { readPorts } from '../dockerfile/ports';
import type { Stage } from '../dockerfile/stages';
import type { Word } from '../dockerfile/syntax';
import { baseFact, isRoot, usersMade } from '../dockerfile/users';
import { list, userText } from './effective-state';
import type { Question } from './question';

/** Who the stage runs as from a USER on. */
export function userArgument(question: Question, stage: Stage): string {
  const { index, facts } = question;
  const value = stage.variables.at(index);
  const word = stage.steps[index]?.instruction.args[0];
  const user = word && expandWord(word.text, stage.globals.escape, value)?.text;
  const isLast = !stage.steps.slice(index + 1).some(({ instruction }) => instruction.name === 'USER');
  const [name = ''] = user?.split(':') ?? [];
  const made = user !== undefined && usersMade(stage).includes(name);
  const fact = baseFact(stage, facts.images);
  return list(`**User** from here on: ${userText(question, stage, index + 1)}`, [
    ...(made ? ['Made by a RUN of this build'] : []),
    ...(name !== '' && fact?.unprivilegedUser === name ? ['A user of the base image'] : []),
    ...(user !== undefined && isRoot(user) ? ['Root: it may do everything in the container'] : []),
    ...(isLast && stage.isFinal ? ['Containers of the final image start as it'] : []),
  ]);
}

/** Undefined for what is no port. */
export function portArgument({ secrecy, index }: Question, stage: Stage, word: Word): string | undefined {
  const value = expandWord(word.text, stage.globals.escape, stage.variables.at(index));
  const text = value && secrecy.shownText(value.text);
  const ports = text === undefined ? undefined : readPorts(text);
  if (!ports) return undefined;
  const { first, last, protocol } = ports;
  const numbers = first === last ? `**Port** ${first}` : `**Ports** ${first} to ${last}`;
  return list(`${numbers}, ${protocol.toUpperCase()}`, [
    'Said to whoever runs the image; `docker run --publish` opens it',
    ...(value?.isDefault ? ['By the default of an ARG; a build may give another'] : []),
  ]);
}
