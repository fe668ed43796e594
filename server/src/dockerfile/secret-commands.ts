// Commands of a stage that are given a secret where it can be read: written out, or by an ARG or ENV of the build.
import { canBeSecretValue, isPlaceholder, isSecretName } from '../secrets/by-name';
import { looksRandom, standsForSecret } from '../secrets/random';
import type { ShellWord } from '../shell/command';
import { secretArguments } from '../shell/secret-arguments';
import { isBuildVariable } from './build-variables';
import { commandsOf, type StepCommand } from './commands';
import { setsVariable } from './removals';
import { runMounts } from './run-mounts';
import type { Stage } from './stages';

export interface SecretGiven {
  readonly at: StepCommand;
  readonly word: ShellWord;
  readonly what: string;
  /** The variable that gives it; undefined where it is written out. */
  readonly variable?: string;
  /** Everyone tries it first, or it is to be filled in. */
  readonly isPlaceholder: boolean;
}

export function* secretsGiven(stage: Stage): Iterable<SecretGiven> {
  for (const at of commandsOf(stage)) {
    for (const { word, what } of secretArguments(at.command)) {
      const given = isDefaultStore(at, word) ? undefined : givenBy(stage, at, word);
      if (given) yield { at, word, what, ...given };
    }
    const { assignments, program } = at.command;
    if ((assignments.length === 0 && program !== 'export') || at.instruction.name !== 'RUN') continue;
    for (const { name, value } of assigned(at)) {
      if (value.value === undefined || !IS_PASSWORD.test(name) || !isSecretName(name)) continue;
      if (isLiteral(value.value) && !standsForSecret(value.value))
        yield { at, word: value, what: `value of '${name}'`, isPlaceholder: false };
    }
  }
}

/** Names whose values are given to other machines; keys that a program signs with are made up for a build. */
const IS_PASSWORD = /pass(?:word|wd|phrase)?(?:_|$)|pwd|token|api_?key/i;

function* assigned({ command }: StepCommand): Iterable<{ name: string; value: ShellWord }> {
  for (const { name, value } of command.assignments) if (value) yield { name, value };
  if (command.program !== 'export') return;
  for (const word of command.args) {
    const [head = '', name] = /^(\w+)=/.exec(word.text) ?? [];
    if (name !== undefined && word.value !== undefined)
      yield { name, value: { ...word, value: word.value.slice(head.length), start: word.start + head.length } };
  }
}

/** The password that every Java has for its list of authorities. */
const isDefaultStore = ({ command }: StepCommand, { value }: ShellWord): boolean =>
  command.program === 'keytool' && value === 'changeit';

const isLiteral = (text: string): boolean => text.length > 2 && canBeSecretValue(text) && !/^[-$]|\s/.test(text);

function givenBy(
  stage: Stage,
  at: StepCommand,
  word: ShellWord,
): Pick<SecretGiven, 'variable' | 'isPlaceholder'> | undefined {
  const { value } = word;
  if (value !== undefined) {
    if (!isLiteral(value)) return undefined;
    const stands = isPlaceholder(value) || (standsForSecret(value) && !looksRandom(value));
    return { isPlaceholder: stands };
  }
  if (at.instruction.name !== 'RUN') return undefined;
  const variables = word.pieces.flatMap((piece) => (typeof piece === 'object' ? piece.variable : []));
  const variable = variables.find((name) => isGiven(stage, at, name));
  return variable === undefined ? undefined : { variable, isPlaceholder: false };
}

/** It comes from ARG or ENV: the step neither sets it itself nor has it mounted. */
const isGiven = (stage: Stage, { index }: StepCommand, name: string): boolean =>
  !setsVariable(stage, index, name) &&
  !runMounts(stage, index).some((mount) => mount.option('env') === name) &&
  isBuildVariable(stage, index, name);
