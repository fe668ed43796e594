// What BuildKit refuses in each instruction, in its own order and words.
// Source: BuildKit, frontend/dockerfile/instructions/parse.go.
import { quote, toUpper } from '../go-quote';
import { leadingSpace, toLower, trailingSpace } from '../go-text';
import { isHeredoc } from '../heredoc';
import { deviceMessage } from './devices';
import {
  ADD_FLAGS,
  COPY_FLAGS,
  type Flags,
  FROM_FLAGS,
  flagRefusal,
  flagValues,
  HEALTHCHECK_FLAGS,
  NO_FLAGS,
  RUN_FLAGS,
} from './flags';
import { mountMessage } from './mounts';
import { parseDuration, parseInt32 } from './numbers';
import { type Check, type Refusal, refuse, spanOf } from './refusal';
import { withSuggestionInCase } from './suggest';

const STAGE_NAME = /^[a-z][a-z0-9\-_.]*$/;
/** strings.EqualFold: the long s is an s as well. */
const AS = /^[aA][sS\u017f]$/;
const MILLISECOND = 1_000_000n;

const atLeastOne: Check = ({ name, args, keyword }) =>
  args.length === 0 ? refuse(`${name} requires at least one argument`, keyword) : undefined;

const exactlyOne: Check = ({ name, args, keyword }) =>
  args.length === 1 ? undefined : refuse(`${name} requires exactly one argument`, spanOf(args, keyword));

const flagsAmong =
  (known: Flags): Check =>
  (instruction) =>
    flagRefusal(instruction, known);

const all =
  (...checks: readonly Check[]): Check =>
  (instruction) => {
    for (const check of checks) {
      const refusal = check(instruction);
      if (refusal) return refusal;
    }
    return undefined;
  };

const from: Check = ({ args, keyword }) => {
  const [, as, stage] = args;
  if (args.length === 3 && as && stage && AS.test(as.text)) {
    if (STAGE_NAME.test(toLower(stage.text))) return undefined;
    const why = "name can't start with a number or contain symbols";
    return refuse(`invalid name for build stage: ${quote(stage.text)}, ${why}`, stage);
  }
  if (args.length === 1) return undefined;
  return refuse('FROM requires either one or three arguments', spanOf(args.slice(1), keyword));
};

const sourcesAndTarget: Check = ({ name, args, keyword }) => {
  if (args.length >= 2) return undefined;
  const missing = 'requires at least two arguments, but only one was provided. Destination could not be determined';
  return refuse(`${name} ${missing}`, spanOf(args, keyword));
};

const fileTarget: Check = ({ name, args }) => {
  const target = args.at(-1);
  return target && isHeredoc(target.text)
    ? refuse(`${name} cannot accept a heredoc as a destination`, target)
    : undefined;
};

const runValues: Check = (instruction) => {
  if (instruction.flags.length === 0) return undefined;
  const firstOf = (name: string, messageOf: (value: string) => string | undefined): Refusal | undefined => {
    for (const flag of flagValues(instruction, name)) {
      const message = messageOf(flag.text);
      if (message !== undefined) return refuse(message, flag);
    }
    return undefined;
  };
  return (
    firstOf('device', deviceMessage) ??
    firstOf('mount', mountMessage) ??
    firstOf('network', (value) =>
      ['default', 'none', 'host'].includes(value) ? undefined : `invalid network mode ${quote(value)}`,
    ) ??
    firstOf('security', (value) =>
      ['insecure', 'sandbox'].includes(value) ? undefined : `security ${quote(value)} is not valid`,
    )
  );
};

const names: Check = ({ name, args, keyword }) => {
  const blank = args.findIndex(({ text }, i) => i % 3 === 0 && text === '');
  if (blank < 0) return undefined;
  return refuse(`${name} names can not be blank`, spanOf(args.slice(blank, blank + 2), keyword));
};

const argumentNames: Check = ({ args }) => {
  const blank = args.find(({ text }) => text.startsWith('='));
  return blank && refuse('ARG names can not be blank', blank);
};

const volumes: Check = ({ args }) => {
  const blank = args.find(({ text }) => leadingSpace(text) === text.length);
  return blank && refuse('VOLUME specified can not be an empty string', blank);
};

const shell: Check = ({ args, json, keyword }) =>
  json ? undefined : refuse('SHELL requires the arguments to be in JSON form', spanOf(args, keyword));

/** Only the name of what is delayed is looked at: the rest is judged where the image is built on. */
const triggerKind: Check = ({ trigger }) => {
  if (!trigger) return undefined;
  const { text } = trigger.keyword;
  const name = toUpper(text.slice(leadingSpace(text), trailingSpace(text)));
  if (name === 'ONBUILD') return refuse("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", trigger.keyword);
  if (name !== 'MAINTAINER' && name !== 'FROM') return undefined;
  return refuse(`${name} isn't allowed as an ONBUILD trigger`, trigger.keyword);
};

const healthcheck: Check = (instruction) => {
  const { args, keyword } = instruction;
  const [kind] = args;
  if (!kind) return refuse('HEALTHCHECK requires at least one argument', keyword);
  const name = toUpper(kind.text);
  if (name === 'NONE') {
    return args.length > 1 ? refuse('HEALTHCHECK NONE takes no arguments', spanOf(args.slice(1), kind)) : undefined;
  }
  const flag = flagRefusal(instruction, HEALTHCHECK_FLAGS);
  if (flag) return flag;
  if (name !== 'CMD') return refuse(`Unknown type ${quote(name)} in HEALTHCHECK (try CMD)`, kind);
  if (args.length === 1) return refuse('Missing command after HEALTHCHECK CMD', kind);
  return all(
    interval('interval'),
    interval('timeout'),
    interval('start-period'),
    interval('start-interval'),
    retries,
  )(instruction);
};

const interval =
  (name: string): Check =>
  (instruction) => {
    const [flag] = flagValues(instruction, name);
    if (!flag || flag.text === '') return undefined;
    const duration = parseDuration(flag.text);
    if ('message' in duration) return refuse(duration.message, flag);
    if (duration.value === 0n || duration.value >= MILLISECOND) return undefined;
    return refuse(`Interval ${quote(name)} cannot be less than 1ms`, flag);
  };

const retries: Check = (instruction) => {
  const [flag] = flagValues(instruction, 'retries');
  if (!flag || flag.text === '') return undefined;
  const count = parseInt32(flag.text);
  if ('message' in count) return refuse(count.message, flag);
  return count.value < 0 ? refuse(`--retries cannot be negative (${count.value})`, flag) : undefined;
};

const noFlags = flagsAmong(NO_FLAGS);
/** By the instruction's name. ARG and STOPSIGNAL do not look at their flags. */
const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['ADD', all(sourcesAndTarget, flagsAmong(ADD_FLAGS), fileTarget)],
  ['ARG', all(atLeastOne, argumentNames)],
  ['CMD', noFlags],
  ['COPY', all(sourcesAndTarget, flagsAmong(COPY_FLAGS), fileTarget)],
  ['ENTRYPOINT', noFlags],
  ['ENV', all(noFlags, atLeastOne, names)],
  ['EXPOSE', all(atLeastOne, noFlags)],
  ['FROM', all(from, flagsAmong(FROM_FLAGS))],
  ['HEALTHCHECK', healthcheck],
  ['LABEL', all(noFlags, atLeastOne, names)],
  ['MAINTAINER', all(exactlyOne, noFlags)],
  ['ONBUILD', all(atLeastOne, noFlags, triggerKind)],
  ['RUN', all(flagsAmong(RUN_FLAGS), runValues)],
  ['SHELL', all(noFlags, atLeastOne, shell)],
  ['STOPSIGNAL', exactlyOne],
  ['USER', all(exactlyOne, noFlags)],
  ['VOLUME', all(atLeastOne, noFlags, volumes)],
  ['WORKDIR', all(exactlyOne, noFlags)],
]);
const KEYWORDS: readonly string[] = [...CHECKS.keys()].map((name) => name.toLowerCase());

const unknown: Check = ({ keyword }) =>
  refuse(withSuggestionInCase(`unknown instruction: ${keyword.text}`, keyword.text, KEYWORDS), keyword);

export const checkOf = (name: string): Check => CHECKS.get(name) ?? unknown;
