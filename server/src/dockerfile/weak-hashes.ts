// Weak digests of a stage that stand for a file: compared with a list, or computed of a file, most of them of a download.
import type { ShellCommand, ShellScript } from '../shell/command';
import { allInputs } from '../shell/interpreters';
import { HASH_PROGRAMS, type WeakHash, weakHashOf } from '../shell/weak-hashes';
import { once } from '../text/once';
import { countBelow } from '../text/rising';
import { commandsNamed, type StepCommand } from './commands';
import { downloadsIn } from './downloads';
import type { Stage } from './stages';

export interface PlacedHash extends WeakHash {
  readonly at: StepCommand;
}

/** Of files alone: the digest of a text that is piped in stands for no file. */
export function* weakHashesOf(stage: Stage): Iterable<PlacedHash> {
  let downloaded: ReadonlySet<string | undefined> | undefined;
  for (const at of commandsNamed(stage, HASH_PROGRAMS)) {
    const hash = at.instruction.name === 'RUN' ? weakHashOf(at.command) : undefined;
    if (!hash || !(hash.compares || hash.files.length > 0 || readsDownload(at))) continue;
    if (!hash.compares && keptAside(at)) {
      downloaded ??= new Set(downloadsIn(stage).map(({ file }) => file));
      if (!hash.files.some(({ value }) => downloaded?.has(value?.split('/').at(-1)))) continue;
    }
    yield { ...hash, at };
  }
}

const readsDownload = ({ command }: StepCommand): boolean =>
  allInputs(command).some(({ program }) => program === 'curl' || program === 'wget' || program === 'cat') ||
  command.redirects.some(({ operator }) => operator === '<');

interface Assigning {
  readonly commands: readonly ShellCommand[];
  readonly starts: readonly number[];
}
const assigningIn = once((script: ShellScript): Assigning => {
  const commands = script.commands.filter(({ name, assignments }) => !name && assignments.length > 0);
  return { commands, starts: commands.map(({ start }) => start) };
});

/** Kept in a variable, for who knows what: two copies of a file, the name of a cache. */
function keptAside({ command, script }: StepCommand): boolean {
  const { commands, starts } = assigningIn(script);
  const around = commands[countBelow(starts, command.start + 1) - 1];
  return around !== undefined && around.end >= command.end;
}
