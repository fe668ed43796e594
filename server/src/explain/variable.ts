// A variable where it is named: its value there, and the instruction that gave it.
import type { Value } from '../dockerfile/expand';
import type { Instruction } from '../dockerfile/syntax';
import { variableOrigin } from '../dockerfile/variable-origin';
import { assignmentsOf, isPlatformArgument } from '../dockerfile/variables';
import { list } from './effective-state';
import { code } from './inline';
import { lineOfStep, lineText, type Question } from './question';

/** `before`: what the steps before that index say. Undefined where nothing in the file says anything of the name. */
export function variableText(question: Question, name: string, before: number): string | undefined {
  const { stage } = question;
  if (!stage || question.placed.instruction.name === 'FROM') return globalText(question, name);
  const origin = variableOrigin(stage.stage, before, name);
  if (origin.kind === 'nothing' || origin.kind === 'base') return undefined;
  const value = stage.stage.variables.at(before)(name);
  const place = lineOfStep(question, origin.stage, origin.step);
  const isElsewhere = origin.stage !== stage.stage && origin.stage.name !== undefined;
  const from = isElsewhere ? `, in stage ${code(origin.stage.name ?? '')}` : '';
  const by = `${origin.kind} on ${place}${from}`;
  if (origin.kind === 'ENV')
    return list(head(name), [valueText(question, name, value), `Set by ${by}; it is in the image`]);
  const global = origin.takesGlobal ? globalArgument(question, name) : undefined;
  const outer = global === undefined ? '' : `, with the default from ${lineText(question, global)}`;
  return list(head(name), [
    valueText(question, name, value),
    `Declared by ${by}${outer}; a build may give another value`,
  ]);
}

/** In FROM, and before it: the ARGs there alone. */
function globalText(question: Question, name: string): string | undefined {
  const line = globalArgument(question, name);
  const { lookup } = question.file.globals;
  if (line !== undefined) {
    const value = valueText(question, name, lookup(name));
    return list(head(name), [value, `Declared by ARG on ${lineText(question, line)}; a build may give another value`]);
  }
  return isPlatformArgument(name)
    ? list(head(name), ['Set by BuildKit, by the platform that is built for'])
    : undefined;
}

function globalArgument({ file }: Question, name: string): number | undefined {
  const declares = (instruction: Instruction): boolean =>
    instruction.name === 'ARG' && assignmentsOf(instruction).some((assignment) => assignment.name.text === name);
  return file.preamble.findLast(({ instruction }) => declares(instruction))?.line;
}

const head = (name: string): string => `**Variable** ${code(name)}`;

function valueText({ secrecy }: Question, name: string, value: Value | 'unset' | undefined): string {
  if (value === undefined || value === 'unset') return 'Value: not known';
  const shown = secrecy.shown(name, value);
  if (shown === undefined) return 'Value: hidden, it looks like a secret';
  return `${value.isDefault ? 'Default' : 'Value'}: ${shown === '' ? 'empty' : code(shown)}`;
}
