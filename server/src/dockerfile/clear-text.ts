// What a stage fetches by protocols that anybody on the way can read and change: http, ftp, git.
import { codeSource, fetchedWords, isClearText, isNearby, isSourceVariable, SOURCE_LINES } from '../shell/clear-text';
import type { ShellWord } from '../shell/command';
import { hostOf } from '../shell/downloads';
import type { Range } from '../text/range';
import { variableSteps } from './acting-steps';
import { commandsAt, rangeOfPart, type StepCommand } from './commands';
import { copiesOf } from './copies';
import { downloadsIn } from './downloads';
import { expandWord } from './expand';
import { type ScriptText, scriptTextOf } from './script-text';
import { holdsCommands } from './scripts';
import { rangeOfWord, type Stage, type Step } from './stages';
import { actingInstruction, type Instruction, someText } from './syntax';
import { weakFileLines } from './tls';
import { assignmentsOf } from './variables';

export interface ClearTextSource {
  readonly range: Range;
  /** As far as it is known. */
  readonly url: string;
  /** The step that fetches it. */
  readonly keyword: string;
  /** Where `http://` is written, if it is. */
  readonly protocol?: Range;
  /** What comes is compared with a digest or a signature. */
  readonly isVerified: boolean;
}

export function* clearTextSources(stage: Stage): Iterable<ClearTextSource> {
  yield* added(stage);
  yield* ofVariables(stage);
  const found: Fetched[] = [];
  let index = 0;
  for (const step of stage.steps) {
    if (mayFetch(step))
      for (const at of commandsAt(stage, index)) for (const each of fetchedBy(stage, at)) found.push(each);
    index++;
  }
  if (found.length > 0) {
    const verified = new Set(downloadsIn(stage).flatMap(({ by, isVerified }) => (isVerified && by ? [by.source] : [])));
    for (const { at, word, url, isWord } of found) {
      yield {
        range: rangeOfPart(at, word),
        url,
        keyword: at.step.instruction.name,
        protocol: isWord ? protocolOf(at, word) : undefined,
        isVerified: verified.has(word),
      };
    }
  }
  for (const { range, shown } of weakFileLines(stage, SOURCE_LINES)) {
    const url = /(?:http|ftp|git):\S+/i.exec(shown)?.[0] ?? shown;
    yield { range, url, keyword: 'RUN', isVerified: false };
  }
}

interface Fetched {
  readonly at: StepCommand;
  readonly word: ShellWord;
  readonly url: string;
  /** The address is the word itself, and no part of code in it. */
  readonly isWord: boolean;
}

/** A step whose commands may name an address, or a variable that may hold one. */
function mayFetch(step: Step): boolean {
  const instruction = actingInstruction(step);
  if (!holdsCommands(instruction) || instruction.name === 'HEALTHCHECK') return false;
  return someText(instruction.text, step.instruction.heredocs, mayHoldAddress);
}

const mayHoldAddress = (text: string): boolean => text.includes(':') || text.includes('$');
const MAY_NAME = /:\/\/|^["']?\$|=["']?\$/;
const NONE: readonly Fetched[] = [];

function fetchedBy(stage: Stage, at: StepCommand): readonly Fetched[] {
  const { command, instruction } = at;
  if (!command.args.some(({ text }) => MAY_NAME.test(text))) return NONE;
  let textOf: ScriptText | undefined;
  const found: Fetched[] = [];
  for (const word of fetchedWords(command)) {
    if (!MAY_NAME.test(word.text)) continue;
    textOf ??= scriptTextOf(stage, at);
    const url = textOf(word);
    if (isClearText(url) && isAway(hostOf(url), instruction)) found.push({ at, word, url, isWord: true });
  }
  const code = codeSource(command);
  if (code) found.push({ at, ...code, isWord: false });
  return found;
}

/** A container reaches its neighbours by names without a dot, over a network of their own. */
function isAway(host: string | undefined, { name }: Instruction): boolean {
  if (host === undefined || isNearby(host) || host.includes('\ufffd')) return false;
  if (name === 'RUN') return true;
  return (
    !host.includes('$') &&
    host.includes('.') &&
    !/\.(?:local|internal|svc|lan|test)$|^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./i.test(host)
  );
}

function protocolOf(at: StepCommand, { text, start, end }: ShellWord): Range | undefined {
  const offset = /^["']?http(?=:\/\/)/i.exec(text);
  if (!offset || end - start !== text.length) return undefined;
  const last = start + offset[0].length;
  return at.rangeOf({ start: last - 'http'.length, end: last });
}

function* added(stage: Stage): Iterable<ClearTextSource> {
  for (const { step, instruction, sources, sourceTexts } of copiesOf(stage)) {
    if (instruction.name !== 'ADD') continue;
    const isVerified = instruction.flags.some(({ text }) => text.startsWith('--checksum='));
    for (const [i, word] of sources.entries()) {
      const url = sourceTexts[i] ?? word.text;
      if (!isClearText(url) || isNearby(hostOf(url) ?? '')) continue;
      const isWritten = /^http:/i.test(word.text) && word.end - word.start === word.text.length;
      const protocol = isWritten ? rangeOfWord(step, { start: word.start, end: word.start + 4 }) : undefined;
      yield { range: rangeOfWord(step, word), url, keyword: step.instruction.name, protocol, isVerified };
    }
  }
}

function* ofVariables(stage: Stage): Iterable<ClearTextSource> {
  for (const { index, step, instruction } of variableSteps(stage)) {
    if (!instruction.text.includes('://')) continue;
    for (const { name, value } of assignmentsOf(instruction)) {
      if (!value || !isSourceVariable(name.text)) continue;
      const url = expandWord(value.text, stage.globals.escape, stage.variables.at(index))?.text ?? '';
      if (!isClearText(url) || isNearby(hostOf(url) ?? '')) continue;
      yield { range: rangeOfWord(step, value), url, keyword: step.instruction.name, isVerified: false };
    }
  }
}
