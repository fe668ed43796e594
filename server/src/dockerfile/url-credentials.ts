// Addresses with a credential that the build is given as a variable: in commands, ADD, ENV, ARG and what COPY writes.
import { isSecretName } from '../secrets/by-name';
import { type UrlVariable, urlVariables } from '../secrets/url-variables';
import type { ShellWord } from '../shell/command';
import { once } from '../text/once';
import type { Range } from '../text/range';
import { shiftRange } from '../text/range';
import { isBuildVariable } from './build-variables';
import { commandsAt, rangeOfPart, type StepCommand } from './commands';
import { placeInBody } from './heredoc-place';
import { runMounts } from './run-mounts';
import { rangeOfWord, type Stage, type Step } from './stages';
import { actingInstruction } from './syntax';

export interface UrlCredential {
  readonly index: number;
  readonly range: Range;
  readonly variable: string;
  /** Of RUN. */
  readonly at?: StepCommand;
}

/** Asked first: an at sign with a variable before it. */
const mayHold = (text: string): boolean => text.includes('@') && /:\/\/[^\s/]*\$[^\s/]*@/.test(text);
const WITH_WORDS: ReadonlySet<string> = new Set(['ADD', 'COPY', 'ENV', 'ARG']);

export const urlCredentials = once((stage: Stage): readonly UrlCredential[] => [...credentialsIn(stage)]);

function* credentialsIn(stage: Stage): Iterable<UrlCredential> {
  let index = -1;
  for (const step of stage.steps) {
    index++;
    const { name, text } = actingInstruction(step);
    const bodies = step.instruction.heredocs;
    if (!mayHold(text) && !(bodies.length > 0 && bodies.some(({ content }) => mayHold(content)))) continue;
    if (name === 'RUN') yield* inCommands(stage, index);
    else if (WITH_WORDS.has(name)) yield* inWords(stage, step, index);
  }
}

function* inCommands(stage: Stage, index: number): Iterable<UrlCredential> {
  const commands = commandsAt(stage, index);
  const set = new Set(commands.flatMap(({ command }) => command.assignments.map(({ name }) => name)));
  for (const mount of runMounts(stage, index)) {
    const env = mount.option('env');
    if (env !== undefined) set.add(env);
  }
  for (const at of commands) {
    const { args, assignments, redirects } = at.command;
    const words = [
      ...args,
      ...assignments.flatMap(({ value }) => value ?? []),
      ...redirects.flatMap(({ target }) => target ?? []),
    ];
    for (const word of words) {
      if (word.value !== undefined) continue;
      const variable = variablesIn(word).find((each) => !set.has(each.name) && isCredential(stage, index, each));
      if (variable) yield { index, range: rangeOfPart(at, placeIn(word)), variable: variable.name, at };
    }
  }
}

const variablesIn = (word: ShellWord): UrlVariable[] =>
  urlVariables(
    /\$\{\w+:?[-+?=]/.test(word.text) && !word.text.includes("'") ? word.text.replaceAll('"', '') : shown(word),
  );

/** What the shell puts in as it is written here; a dollar that is none stands as another sign. */
const shown = ({ pieces }: ShellWord): string =>
  pieces
    .map((piece) =>
      typeof piece === 'string' ? piece.replaceAll('$', '\ufffd') : piece ? `\${${piece.variable}}` : '\ufffd',
    )
    .join('');

/** From the scheme to the at sign, where the word is written as it is read. */
function placeIn(word: ShellWord): { start: number; end: number } {
  const [whole] = /[a-z+]+:\/\/[^\s@]+@/i.exec(word.text) ?? [];
  if (whole === undefined || word.end - word.start !== word.text.length) return word;
  const start = word.start + word.text.indexOf(whole);
  return { start, end: start + whole.length };
}

function* inWords(stage: Stage, step: Step, index: number): Iterable<UrlCredential> {
  const { text, name } = actingInstruction(step);
  for (const found of urlVariables(text)) {
    if (isCredential(stage, index, found))
      yield { index, range: rangeOfWord(step, { start: found.start, end: found.end }), variable: found.name };
  }
  if (name !== 'COPY' && name !== 'ADD') return;
  for (const heredoc of step.instruction.heredocs) {
    for (const found of heredoc.expand ? urlVariables(heredoc.content) : []) {
      if (isCredential(stage, index, found))
        yield { index, range: shiftRange(placeInBody(heredoc)(found), step.line), variable: found.name };
    }
  }
}

/** The name says so, or the place where a password stands and the build gives the value. */
function isCredential(stage: Stage, index: number, { name, isPassword }: UrlVariable): boolean {
  if (isSecretName(name)) return true;
  if (/(?:^|_)(?:pat|pw|pass|pwd|psw|creds?|key|tok)$/i.test(name)) return true;
  if (!isPassword || /(?:^|_)(?:port|host|name|user(?:name)?)$/i.test(name)) return false;
  return isBuildVariable(stage, index, name);
}
