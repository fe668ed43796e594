// Where the output of a command goes on to.
import type { ShellCommand, ShellScript, ShellWord } from './command';
import { sendsOutput } from './downloads';

const known = new WeakMap<ShellScript, ReadonlyMap<ShellCommand, ShellCommand>>();

/** The first command that reads the output of another by a pipe. */
export function readerOf(script: ShellScript, command: ShellCommand): ShellCommand | undefined {
  let readers = known.get(script);
  if (!readers) {
    const map = new Map<ShellCommand, ShellCommand>();
    for (const reader of script.commands)
      for (const input of reader.inputs) if (!map.has(input)) map.set(input, reader);
    readers = map;
    known.set(script, readers);
  }
  return readers.get(command);
}

/** The file that its output is redirected to. */
export const outputOf = ({ redirects }: ShellCommand): ShellWord | undefined => redirects.findLast(sendsOutput)?.target;
