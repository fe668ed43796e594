// Weak digests of a stage that stand for a file: compared with a list, or computed of a file, most of them of a download.
import { allInputs } from '../shell/interpreters';
import { HASH_PROGRAMS, type WeakHash, weakHashOf } from '../shell/weak-hashes';
import { commandsNamed, type StepCommand } from './commands';
import type { Stage } from './stages';

export interface PlacedHash extends WeakHash {
  readonly at: StepCommand;
}

/** Of files alone: the digest of a text that is piped in stands for no file. */
export function* weakHashesOf(stage: Stage): Iterable<PlacedHash> {
  for (const at of commandsNamed(stage, HASH_PROGRAMS)) {
    const hash = at.instruction.name === 'RUN' ? weakHashOf(at.command) : undefined;
    if (hash && (hash.compares || hash.files.length > 0 || readsDownload(at))) yield { ...hash, at };
  }
}

const readsDownload = ({ command }: StepCommand): boolean =>
  allInputs(command).some(({ program }) => program === 'curl' || program === 'wget' || program === 'cat') ||
  command.redirects.some(({ operator }) => operator === '<');
