// Edits that turn a script which is piped into an interpreter into one that is saved, compared with a digest, and then run.
import type { ShellCommand, ShellWord } from '../shell/command';
import { curlArguments, wgetArguments } from '../shell/downloads';
import type { RemoteScript } from '../shell/interpreters';
import type { TextEdit } from '../text/edit';
import type { Range } from '../text/range';
import { canInsertBehind } from './command-edits';
import type { StepCommand } from './commands';

const FILE = '/tmp/install';

/** Undefined where the pipe has more parts, and where quotes or comments stand in between. */
export function editsToSave(at: StepCommand, { download, interpreter }: RemoteScript): TextEdit[] | undefined {
  const isDirect = interpreter.inputs.length === 1 && interpreter.inputs[0] === download;
  const isPlain = download.redirects.length === 0 && interpreter.redirects.length === 0;
  const { name } = interpreter;
  if (!isDirect || !isPlain || !name || !canInsertBehind(at)) return undefined;
  const own = inputWords(interpreter);
  const output = outputOf(download);
  if (!own || output === undefined) return undefined;
  const edit = (start: number, end: number, newText: string): TextEdit => ({
    range: at.rangeOf({ start, end }),
    newText,
  });
  const between = edit(
    download.end,
    interpreter.start,
    `${output === null ? ` -o ${FILE}` : ''} && echo "<sha256>  ${FILE}" | sha256sum -c - && `,
  );
  if (!isPipeAlone(at, between.range, download, interpreter)) return undefined;
  const saved = output === null ? [] : [edit(output.start, output.end, FILE)];
  return [...saved, between, edit(name.end, own.at(-1)?.end ?? name.end, ` ${FILE}`)];
}

/** Nothing but the pipe stands between the two: no group, no other command, no comment. */
function isPipeAlone({ script }: StepCommand, { start, end }: Range, from: ShellCommand, to: ShellCommand): boolean {
  const isNext = script.commands.indexOf(to) === script.commands.indexOf(from) + 1;
  const lines = end.line - start.line;
  return isNext && (lines === 1 || (lines === 0 && end.character - start.character <= ' | '.length));
}

/** Where the download is told to print; null where it does so by itself, undefined where it is not plain. */
function outputOf(download: ShellCommand): ShellWord | null | undefined {
  if (download.program !== 'wget' && download.program !== 'curl') return undefined;
  const { options, operands } = download.program === 'wget' ? wgetArguments(download) : curlArguments(download);
  const output = options.find(({ name }) => /^(?:-O|-o|--output|--output-document)$/.test(name))?.value;
  if (operands.length !== 1) return undefined;
  if (!output) return download.program === 'curl' ? null : undefined;
  return output.text === '-' ? output : undefined;
}

/** The words that say that the script comes from the input: they give way to the file. */
function inputWords({ args, program = '' }: ShellCommand): readonly ShellWord[] | undefined {
  const [first, second] = args;
  if (!first) return [];
  if (first.value === '-s' && !program.startsWith('python')) {
    if (!second) return [first];
    return second.value === '--' || second.value === '-' ? [first, second] : [first];
  }
  const isInput = first.value === '-' || first.value === '/dev/stdin' || (first.value === '--' && program === 'php');
  return isInput ? [first] : undefined;
}
