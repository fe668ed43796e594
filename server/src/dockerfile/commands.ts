// The commands that a stage runs, or starts with: RUN, CMD, ENTRYPOINT, HEALTHCHECK and what ONBUILD delays, in shell form,
// exec form and heredocs, each with its place in the stage. Other shells than the POSIX ones are left alone.
import { commandsIn, type ShellCommand, type ShellScript, type ShellWord } from '../shell/command';
import { once } from '../text/once';
import { type Range, shiftRange } from '../text/range';
import type { Value } from './expand';
import { oncePerStep } from './once-per-step';
import { holdsCommands, type Part, type PlacedScript, scriptsOf } from './scripts';
import { isPosixShell } from './shell';
import type { Stage, Step } from './stages';
import { actingInstruction, type Instruction, rangeAt, someText } from './syntax';

/** A command at its place. */
export class StepCommand {
  /** All commands of the same script, by their start. */
  readonly script: ShellScript;

  constructor(
    private readonly stage: Stage,
    readonly step: Step,
    /** The step's index in the stage. */
    readonly index: number,
    /** The instruction that runs it: the step's, or what its ONBUILD delays. */
    readonly instruction: Instruction,
    readonly command: ShellCommand,
    private readonly placed: PlacedScript,
    /** Among the commands of the step. */
    readonly order: number,
  ) {
    this.script = placed.script;
  }

  /** Where a word or another part of the command stands, from the stage's first line on. */
  rangeOf(part: Part): Range {
    return shiftRange(this.placed.rangeOf(part), this.step.line);
  }

  /** The word with the variables of the Dockerfile put in. */
  valueOf(word: ShellWord): Value | undefined {
    return valueOf(word, this.stage, this.index);
  }
}

/** The commands of a step of a stage, read when they are first asked for. */
export const commandsAt: (stage: Stage, index: number) => readonly StepCommand[] = oncePerStep((stage, index) => {
  const step = stage.steps[index];
  return step ? stepCommands(stage, step, index) : NONE;
});

const NONE: readonly StepCommand[] = [];

function stepCommands(stage: Stage, step: Step, index: number): readonly StepCommand[] {
  const instruction = actingInstruction(step);
  if (!holdsCommands(instruction) || !(instruction.json || isPosixShell(stage, index))) return NONE;
  const commands: StepCommand[] = [];
  for (const placed of scriptsOf(step.instruction)) {
    for (const command of placed.script.commands)
      commands.push(new StepCommand(stage, step, index, instruction, command, placed, commands.length));
  }
  return commands;
}

/** In the order of the file. */
export const commandsOf = once((stage: Stage): readonly StepCommand[] => {
  const commands: StepCommand[] = [];
  stage.steps.forEach((step, index) => {
    if (holdsCommands(actingInstruction(step))) for (const command of commandsAt(stage, index)) commands.push(command);
  });
  return commands;
});

/** Many of them are better a set: a stage, which runs few, asks it for each of its own. */
export type Programs = readonly string[] | Pick<ReadonlySet<string>, 'has'>;

/** Those that run one of the programs, in the order of the file. Costs nothing where the stage runs none of them. */
export function commandsNamed(stage: Stage, programs: Programs): readonly StepCommand[] {
  const byProgram = commandsByProgram(stage);
  if (byProgram.size === 0) return NONE;
  const found: (readonly StepCommand[])[] = [];
  if ('has' in programs) {
    byProgram.forEach((own, program) => {
      if (programs.has(program)) found.push(own);
    });
  } else {
    for (const program of programs) {
      const own = byProgram.get(program);
      if (own) found.push(own);
    }
  }
  return found.length > 1 ? found.flat().sort(inOrder) : (found[0] ?? NONE);
}

const inOrder = (a: StepCommand, b: StepCommand): number => a.index - b.index || a.order - b.order;

const commandsByProgram = once((stage: Stage): ReadonlyMap<string, readonly StepCommand[]> => {
  const byProgram = new Map<string, StepCommand[]>();
  for (const at of commandsOf(stage)) {
    const { program } = at.command;
    if (program === undefined) continue;
    const own = byProgram.get(program);
    if (own) own.push(at);
    else byProgram.set(program, [at]);
  }
  return byProgram;
});

/** The commands of RUNs whose text may hold what is looked for: the others need not be read for it. */
export function buildCommandsWhere(stage: Stage, mayHold: (text: string) => boolean): StepCommand[] {
  const found: StepCommand[] = [];
  stage.steps.forEach(({ instruction: { name, text, heredocs } }, index) => {
    if (name !== 'RUN' || !someText(text, heredocs, mayHold)) return;
    for (const command of commandsAt(stage, index)) found.push(command);
  });
  return found;
}

/** Where a part of a command stands; the whole command where quotes and escapes hide the part's own place. */
export function rangeOfPart(at: StepCommand, part: Part): Range {
  const { command, instruction, step } = at;
  if (part.end > part.start) return at.rangeOf(part);
  if (command.end > command.start) return at.rangeOf(command);
  return rangeAt(step, instruction.keyword.start, instruction.keyword.end);
}

/** The commands of the substitutions and nested scripts in a part of a command. */
export const innerCommands = ({ script }: StepCommand, part: Part): ShellCommand[] => commandsIn(script.commands, part);

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
