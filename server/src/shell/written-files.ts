// Text that a command writes into a file where it is plain to see: echo and printf by redirect or tee, here-documents, sed.
import type { ShellCommand, ShellRedirect, ShellWord } from './command';
import { sendsOutput } from './downloads';
import { readArguments } from './options';

export interface WrittenLine {
  /** What cannot be known stands as U+FFFD. */
  readonly text: string;
  /** Where it is written. */
  readonly start: number;
  readonly end: number;
}

export interface WrittenText {
  readonly path: string;
  /** One or more, unless it is a here-document that the Dockerfile reads. */
  readonly lines: () => readonly WrittenLine[];
  /** The here-document that holds the text, when the Dockerfile reads it before the shell. */
  readonly heredoc?: string;
}

/** Text with U+FFFD for what depends on variables, commands or files. */
export const shownText = ({ pieces }: ShellWord): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : '\ufffd')).join('');

const WRITERS: ReadonlySet<string> = new Set(['echo', 'printf', 'cat', 'tee', 'sed']);

const NONE: readonly WrittenText[] = [];

export function writtenTexts(command: ShellCommand): readonly WrittenText[] {
  const { program = '', redirects, groupRedirects } = command;
  if (!WRITERS.has(program)) return NONE;
  if (program === 'tee') return [command, ...command.inputs].flatMap((source) => written(source, teeFiles(command)));
  if (program === 'sed') return sedTexts(command);
  if (redirects.length === 0 && groupRedirects.length === 0) return NONE;
  const output = [redirects, ...groupRedirects].map(lastOutput).find((last) => last !== undefined);
  return output ? written(command, pathOf(output)) : NONE;
}

/** Of several the last one gets the output; the others are made, and stay empty. */
const lastOutput = (redirects: readonly ShellRedirect[]): ShellRedirect | undefined => redirects.findLast(sendsOutput);

const pathOf = ({ target }: ShellRedirect): string[] => (target ? [shownText(target)] : []);
const teeFiles = ({ args }: ShellCommand): string[] => readArguments(args).operands.map(shownText);

function written(source: ShellCommand, paths: readonly string[]): readonly WrittenText[] {
  if (paths.length === 0) return NONE;
  const isPrinter = source.program === 'echo' || source.program === 'printf';
  const texts: Omit<WrittenText, 'path'>[] =
    isPrinter && source.args.length > 0 ? [{ lines: () => wordLines(source.args) }] : [];
  for (const redirect of source.redirects) {
    const { body, delimiter, operator, target } = redirect;
    if (operator === '<<<' && target) texts.push({ lines: () => wordLines([target]) });
    if (body === undefined) continue;
    texts.push({ lines: () => bodyLines(redirect), heredoc: body === '' ? delimiter : undefined });
  }
  return texts.flatMap((text) => paths.map((path) => ({ path, ...text })));
}

function bodyLines({ body = '', bodyStart, start, end }: ShellRedirect): WrittenLine[] {
  let at = bodyStart ?? 0;
  return body.split('\n').map((text) => {
    const line = bodyStart === undefined ? { text, start, end } : { text, start: at, end: at + text.length };
    at += text.length + 1;
    return line;
  });
}

/** Words of echo stand on one line; a line break in one, or `\n`, begins another. */
function wordLines(words: readonly ShellWord[]): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let open: WrittenLine | undefined;
  for (const word of words) {
    const [first = '', ...rest] = shownText(word).split(/\n|\\n/);
    const { start, end } = word;
    open = open ? { text: `${open.text} ${first}`, start: open.start, end } : { text: first, start, end };
    for (const text of rest) {
      lines.push(open);
      open = { text, start, end };
    }
  }
  if (open) lines.push(open);
  return lines;
}

/** What `sed -i 's/old/new/'` puts in, into each of its files. */
function sedTexts({ args }: ShellCommand): readonly WrittenText[] {
  const { options, operands } = readArguments(args, { short: 'ef', long: new Set(['--expression', '--file']) });
  if (!options.some(({ name }) => name === '-i' || name === '--in-place')) return NONE;
  const given = options.flatMap(({ name, value }) => (/^(?:-e|--expression)$/.test(name) && value ? [value] : []));
  const scripts = given.length > 0 ? given : operands.slice(0, 1);
  const lines = scripts.flatMap((script) => {
    const text = replacement(shownText(script));
    return text === undefined ? [] : [{ text, start: script.start, end: script.end }];
  });
  const files = given.length > 0 ? operands : operands.slice(1);
  return lines.length === 0 ? NONE : files.map((file) => ({ path: shownText(file), lines: () => lines }));
}

/** The new text of one `s` command, or of `i`, `a` and `c`. */
function replacement(script: string): string | undefined {
  const line = /^\S*?[iac]\\?\s*(\S.*)$/.exec(script);
  const at = /^(?:[^a-z]*(?:\/[^/]*\/)?)s([^\w\s\\])/.exec(script);
  if (!at) return line?.[1];
  const [head, delimiter = '/'] = at;
  return script.slice(head.length).split(delimiter)[1];
}
