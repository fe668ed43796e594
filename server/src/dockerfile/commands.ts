// The commands that a stage runs, or starts with: RUN, CMD, ENTRYPOINT, HEALTHCHECK and what ONBUILD delays, in shell form,
// exec form and heredocs, each with its place in the stage. Other shells than the POSIX ones are left alone.
import { commandsIn, type ShellCommand, type ShellScript, type ShellWord } from '../shell/command';
import { isShell } from '../shell/nested';
import { readExec, readShell } from '../shell/script';
import { type Range, rangeOf, shiftRange } from '../text/range';
import type { Value } from './expand';
import { isPosixShell } from './shell';
import type { Stage, Step } from './stages';
import { type Heredoc, type Instruction, rangeAt, rangeIn } from './syntax';

type Part = Pick<ShellWord, 'start' | 'end'>;

/** A command at its place. */
export interface StepCommand {
  readonly step: Step;
  /** The step's index in the stage. */
  readonly index: number;
  /** The instruction that runs it: the step's, or what its ONBUILD delays. */
  readonly instruction: Instruction;
  readonly command: ShellCommand;
  /** All commands of the same script, by their start. */
  readonly script: ShellScript;
  /** Where a word or another part of the command stands, from the stage's first line on. */
  rangeOf(part: Part): Range;
  /** The word with the variables of the Dockerfile put in. */
  valueOf(word: ShellWord): Value | undefined;
}

const known = new WeakMap<Stage, (readonly StepCommand[] | undefined)[]>();

/** The commands of a step of a stage, read when they are first asked for. */
export function commandsAt(stage: Stage, index: number): readonly StepCommand[] {
  let read = known.get(stage);
  if (!read) {
    read = [];
    known.set(stage, read);
  }
  const step = stage.steps[index];
  read[index] ??= step ? stepCommands(stage, step, index) : [];
  return read[index] ?? [];
}

/** The commands of RUNs whose text may hold what is looked for: the others need not be read for it. */
export function buildCommandsWhere(stage: Stage, mayHold: (text: string) => boolean): StepCommand[] {
  return stage.steps.flatMap(({ instruction: { name, text, heredocs } }, index) =>
    name === 'RUN' && (mayHold(text) || heredocs.some(({ content }) => mayHold(content)))
      ? commandsAt(stage, index)
      : [],
  );
}

/** In the order of the file. */
export const commandsOf = (stage: Stage): StepCommand[] => stage.steps.flatMap((_, index) => commandsAt(stage, index));

/** Those that the build runs, not the container. */
export const buildCommandsOf = (stage: Stage): StepCommand[] =>
  commandsOf(stage).filter(({ step }) => step.instruction.name === 'RUN');

/** Those of RUN, the ones that ONBUILD delays included. */
export const runCommandsOf = (stage: Stage): StepCommand[] =>
  commandsOf(stage).filter(({ instruction }) => instruction.name === 'RUN');

/** Where a part of a command stands; the whole command where quotes and escapes hide the part's own place. */
export const rangeOfPart = ({ command, instruction, step, rangeOf }: StepCommand, part: Part): Range =>
  part.end > part.start
    ? rangeOf(part)
    : command.end > command.start
      ? rangeOf(command)
      : rangeAt(step, instruction.keyword.start, instruction.keyword.end);

/** The commands of the substitutions and nested scripts in a part of a command. */
export const innerCommands = ({ script }: StepCommand, part: Part): ShellCommand[] => commandsIn(script.commands, part);

/** A script and the way from its offsets to lines, from the instruction's first line on. */
interface PlacedScript {
  readonly script: ShellScript;
  readonly rangeOf: (part: Part) => Range;
}

function stepCommands(stage: Stage, step: Step, index: number): StepCommand[] {
  const instruction = step.instruction.trigger ?? step.instruction;
  return scriptsOf(stage, index, instruction, step.instruction.heredocs).flatMap(({ script, rangeOf: place }) =>
    script.commands.map((command) => ({
      step,
      index,
      instruction,
      command,
      script,
      rangeOf: (part) => shiftRange(place(part), step.line),
      valueOf: (word) => valueOf(word, stage, index),
    })),
  );
}

function scriptsOf(
  stage: Stage,
  index: number,
  instruction: Instruction,
  heredocs: readonly Heredoc[],
): PlacedScript[] {
  const words = commandWords(instruction);
  const inLine = ({ start, end }: Part): Range => rangeIn(instruction, start, end);
  if (words.length === 0) return [];
  if (instruction.json) {
    const parts = words.map(({ text, start, end }) => ({
      text: instruction.text.slice(start, end),
      value: text,
      pieces: [text],
      start,
      end,
    }));
    return [{ script: readExec(parts), rangeOf: inLine }];
  }
  const [line] = words;
  if (!line || !isPosixShell(stage, index)) return [];
  const script = readShell(line.text);
  if (!script) return [];
  const moved = ({ start, end }: Part): Range => inLine({ start: line.start + start, end: line.start + end });
  const bodies = heredocs.filter((heredoc) => runsBody(line.text, script, heredoc)).flatMap(bodyScript);
  return [{ script, rangeOf: moved }, ...bodies];
}

/** The words that say what is run: behind CMD of a HEALTHCHECK. */
function commandWords({ name, args }: Instruction): Instruction['args'] {
  if (name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT') return args;
  return name === 'HEALTHCHECK' && args[0]?.text.toUpperCase() === 'CMD' ? args.slice(1) : [];
}

/** `RUN <<EOF` runs the body, and so does a shell that reads it; what another program reads is no script. */
function runsBody(line: string, { commands }: ShellScript, { content }: Heredoc): boolean {
  const interpreter = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?/.exec(content);
  if (interpreter) {
    const [, program = '', argument = ''] = interpreter;
    const name = program.endsWith('/env') ? argument : program;
    if (!isShell(name.split('/').at(-1))) return false;
  }
  if (/^[0-9]*<<-?\s*\S+$/.test(line)) return true;
  const [first] = commands;
  return (
    commands.length === 1 && isShell(first?.program) && (first?.args ?? []).every(({ value }) => value?.startsWith('-'))
  );
}

function bodyScript({ content, line }: Heredoc): PlacedScript[] {
  const script = readShell(content);
  if (!script) return [];
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  const place = (offset: number): { line: number; character: number } => {
    const row = starts.findLastIndex((start) => start <= offset);
    return { line: line + row, character: offset - (starts[row] ?? 0) };
  };
  const rangeOfPart = ({ start, end }: Part): Range => {
    const [from, to] = [place(start), place(end)];
    return rangeOf(from.line, from.character, to.line, to.character);
  };
  return [{ script, rangeOf: rangeOfPart }];
}

function valueOf(word: ShellWord, stage: Stage, index: number): Value | undefined {
  if (word.value !== undefined) return { text: word.value, isDefault: false };
  const lookup = stage.variables.at(index);
  let text = '';
  let isDefault = false;
  for (const piece of word.pieces) {
    const value = typeof piece === 'string' ? { text: piece, isDefault: false } : piece && lookup(piece.variable);
    if (value === undefined || value === 'unset') return undefined;
    text += value.text;
    isDefault ||= value.isDefault;
  }
  return { text, isDefault };
}

/** Directories below one of the roots that the RUNs of a stage make, where they are constant. */
export const directoriesMade = (stage: Stage, roots: readonly string[]): string[] =>
  buildCommandsWhere(stage, (text) => text.includes('mkdir') && roots.some((root) => text.includes(root)))
    .filter(({ command }) => command.program === 'mkdir')
    .flatMap(({ command }) =>
      command.args.flatMap(({ value }) => (roots.some((root) => value?.startsWith(root)) ? (value ?? []) : [])),
    );
