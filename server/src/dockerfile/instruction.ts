// One logical line to one instruction: keyword, flags, arguments, each word with its place.
// Source: BuildKit, frontend/dockerfile/parser/parser.go and line_parsers.go.
import { quote } from './go-quote';
import { byteView, isSpace, leadingSpace, toLower, trailingSpace } from './go-text';
import { readJsonForm } from './json-form';
import type { Heredoc, Instruction, Pieces, SyntaxProblem, Word } from './syntax';
import { firstWhitespace, quotedWords, splitFlags, whitespaceWords } from './words';

export const KEYWORDS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;
/** Nearly all are written so, or in lower case. */
const BY_UPPER_CASE: ReadonlySet<string> = new Set(KEYWORDS);
const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(KEYWORDS.map((name) => [name.toLowerCase(), name]));

/** What the text of one logical line says, before it is known how many physical lines it takes. */
export type LogicalLine = Omit<Instruction, 'heredocs' | 'lineCount' | 'headLineCount' | 'open'>;

interface Arguments {
  readonly args: readonly Word[];
  readonly json?: boolean;
  readonly trigger?: Instruction;
  readonly problem?: SyntaxProblem;
}

/** Reads [at, end of text) of a logical line. `at` is above 0 for what ONBUILD delays, `delays` times. */
export function readLogicalLine(text: string, escape: string, pieces: Pieces, at = 0, delays = 0): LogicalLine {
  const line = at === 0 ? text : text.slice(at);
  const from = leadingSpace(line);
  const body = line.slice(from, Math.max(from, trailingSpace(line)));
  const gap = firstWhitespace(body);
  const keywordText = gap ? body.slice(0, gap.start) : body;
  const start = at + from;
  const keyword: Word = { text: keywordText, start, end: start + keywordText.length };
  const name = nameOf(keywordText);
  if (!gap) {
    const read = readArguments(name, '', escape, keyword.end, text, pieces, delays);
    return logicalLine(keyword, name, text, pieces, [], read);
  }
  const { flags, rest, restAt } = splitFlags(body.slice(gap.end), escape, start + gap.end);
  const lead = leadingSpace(rest);
  const args = rest.slice(lead, Math.max(lead, trailingSpace(rest)));
  const read = readArguments(name, args, escape, restAt + lead, text, pieces, delays);
  return logicalLine(keyword, name, text, pieces, flags, read);
}

/** What is no keyword stays as written: upper case would make one of it, as of `u\u017fer`. */
const nameOf = (keyword: string): string =>
  BY_UPPER_CASE.has(keyword) ? keyword : (BY_LOWER_CASE.get(toLower(keyword)) ?? keyword);

/** All in one order and with every key there: engines are fast on values of one shape. */
const logicalLine = (
  keyword: Word,
  name: string,
  text: string,
  pieces: Pieces,
  flags: readonly Word[],
  { args, json = false, trigger, problem }: Arguments,
): LogicalLine => ({ keyword, name, text, pieces, flags, args, json, trigger, problem });

/** An instruction takes lines as well. */
export const instructionOf = (
  { keyword, name, text, pieces, flags, args, json, trigger, problem }: LogicalLine,
  { heredocs = [], lineCount, headLineCount, open }: Extent,
): Instruction => ({
  keyword,
  name,
  text,
  pieces,
  flags,
  args,
  json,
  trigger,
  problem,
  heredocs,
  lineCount,
  headLineCount,
  open,
});

interface Extent extends Pick<Instruction, 'lineCount' | 'headLineCount' | 'open'> {
  readonly heredocs?: readonly Heredoc[];
}

function readArguments(
  name: string,
  rest: string,
  escape: string,
  at: number,
  line: string,
  pieces: Pieces,
  delays: number,
): Arguments {
  const whole: Word = { text: rest, start: at, end: at + rest.length };
  const words = (): Word[] => (rest === '' ? [] : whitespaceWords(rest, at));
  switch (name) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return jsonOr(rest, at, () => (rest === '' ? [] : [whole]));
    case 'ADD':
    case 'COPY':
    case 'VOLUME':
      return jsonOr(rest, at, words);
    case 'FROM':
    case 'EXPOSE':
      return { args: words() };
    case 'MAINTAINER':
    case 'STOPSIGNAL':
    case 'USER':
    case 'WORKDIR':
      return { args: rest === '' ? [] : [whole] };
    case 'ARG':
      return { args: quotedWords(rest, escape, at) };
    case 'ENV':
    case 'LABEL':
      return keyValues(name, rest, escape, at);
    case 'HEALTHCHECK':
      return healthcheck(rest, at);
    case 'ONBUILD':
      return onbuild(rest, escape, at, line, pieces, delays);
    default:
      return { args: [{ text: '', start: at, end: at }] };
  }
}

function jsonOr(rest: string, at: number, otherwise: () => Word[]): Arguments {
  const form = readJsonForm(rest, at);
  if (!form) return { args: otherwise() };
  if (form.kind === 'strings') return { args: form.words, json: true };
  const message = 'when using JSON array syntax, arrays must be comprised of strings only';
  return { args: [], problem: { message, start: at, end: at + rest.length } };
}

function keyValues(name: string, rest: string, escape: string, at: number): Arguments {
  const words = quotedWords(rest, escape, at);
  const [first] = words;
  if (!first) return { args: [] };
  if (!first.text.includes('=')) return legacyKeyValue(name, rest, at);
  const args: Word[] = [];
  for (const { text, start, end } of words) {
    const sign = text.indexOf('=');
    if (sign < 0) {
      const message = `Syntax error - can't find = in ${quote(text)}. Must be of the form: name=value`;
      return { args: [], problem: { message, start, end } };
    }
    args.push(
      { text: text.slice(0, sign), start, end: start + sign },
      { text: text.slice(sign + 1), start: start + sign + 1, end },
      { text: '=', start: start + sign, end: start + sign + 1 },
    );
  }
  return { args };
}

/** `ENV name value`: everything behind the first space is the value. */
function legacyKeyValue(name: string, rest: string, at: number): Arguments {
  const gap = firstWhitespace(rest);
  if (!gap) {
    return { args: [], problem: { message: `${name} must have two arguments`, start: at, end: at + rest.length } };
  }
  return {
    args: [
      { text: rest.slice(0, gap.start), start: at, end: at + gap.start },
      { text: rest.slice(gap.end), start: at + gap.end, end: at + rest.length },
      { text: '', start: at + gap.start, end: at + gap.end },
    ],
  };
}

function healthcheck(rest: string, at: number): Arguments {
  const { bytes, offset, decode } = byteView(rest);
  let end = 0;
  while (end < bytes.length && !isSpace(bytes.charCodeAt(end))) end++;
  if (end === 0) return { args: [] };
  let next = end;
  while (next < bytes.length && isSpace(bytes.charCodeAt(next))) next++;
  const kind: Word = { text: decode(bytes.slice(0, end)), start: at, end: at + offset(end) };
  const command = decode(bytes.slice(next));
  const commandAt = at + offset(next);
  const read = jsonOr(command, commandAt, () =>
    command === '' ? [] : [{ text: command, start: commandAt, end: at + rest.length }],
  );
  return { ...read, args: [kind, ...read.args] };
}

/** BuildKit refuses ONBUILD in ONBUILD, but reads it first. What is delayed so often is left unread. */
const MAX_DELAYS = 100;

function onbuild(rest: string, escape: string, at: number, line: string, pieces: Pieces, delays: number): Arguments {
  if (rest === '') return { args: [] };
  if (delays === MAX_DELAYS) return { args: [{ text: '', start: at, end: at }] };
  const delayed = readLogicalLine(line.slice(0, at + rest.length), escape, pieces, at, delays + 1);
  const trigger = instructionOf(delayed, { lineCount: 0, headLineCount: 0, open: false });
  return { args: [{ text: '', start: at, end: at }], trigger, problem: trigger.problem };
}
