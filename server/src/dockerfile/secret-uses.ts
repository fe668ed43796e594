// Where a build uses a secret that a variable holds: where it is named, and where a program reads it by itself.
import { type Reader, readerOf } from '../secrets/readers';
import type { ShellCommand } from '../shell/command';
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { commandsNamed, type StepCommand } from './commands';
import { runMounts } from './run-mounts';
import type { Stage, Step } from './stages';
import { usesOf } from './variable-uses';
import { assignmentsOf } from './variables';

/** The steps behind the one that sets it, in their order. */
export function secretUses(stage: Stage, index: number, name: string): Step[] {
  const named = usesOf(stage, index, name);
  const reader = readerOf(name);
  if (!reader) return named;
  const { indexes, commands } = readersIn(stage, reader);
  const end = endOf(stage, index, name);
  const read: Step[] = [];
  for (let i = countBelow(indexes, index + 1); (indexes[i] ?? end) < end; i++) {
    const at = commands[i];
    if (at && !isMounted(stage, at, name)) read.push(at.step);
  }
  if (read.length === 0) return named;
  return [...new Set([...named, ...read])].sort((a, b) => a.line - b.line);
}

interface Readers {
  readonly commands: readonly StepCommand[];
  /** Of their steps, rising. */
  readonly indexes: readonly number[];
}

const knownIn = once((_: Stage): Map<Reader, Readers> => new Map());

function readersIn(stage: Stage, reader: Reader): Readers {
  const ofStage = knownIn(stage);
  let readers = ofStage.get(reader);
  if (!readers) {
    const commands = commandsNamed(stage, reader.programs).filter(
      ({ instruction, step, command }) =>
        instruction.name === 'RUN' && step.instruction === instruction && readsIt(reader, command),
    );
    readers = { commands, indexes: commands.map(({ index }) => index) };
    ofStage.set(reader, readers);
  }
  return readers;
}

/** As it is called here. */
export const readsIt = ({ programs, when }: Reader, { program = '', args }: ShellCommand): boolean =>
  programs.includes(program) && (!when || when.test(args.map(({ value, text }) => value ?? text).join(' ')));

const isMounted = (stage: Stage, { index }: StepCommand, name: string): boolean =>
  runMounts(stage, index).some((mount) => mount.option('env') === name);

/** Up to where it is set again. */
function endOf(stage: Stage, index: number, name: string): number {
  for (let at = index + 1; at < stage.steps.length; at++) {
    const instruction = stage.steps[at]?.instruction;
    if (instruction && assignmentsOf(instruction).some((assignment) => assignment.name.text === name)) return at;
  }
  return stage.steps.length;
}
