// A script, or the recipes of a Makefile, as rules read it: the containers that it starts.
import type { ShellScript } from '../shell/command';
import { readShell } from '../shell/script';
import { rangesIn } from '../text/offsets';
import { type ContainerRun, containerRun, type Placed } from './container-run';
import { type Contents, contentsOf } from './contents';
import { isMakefileName, speaksOfContainers } from './file-names';
import { recipesOf } from './makefile';
import { commandsOf, type ScriptCommand } from './script-command';

export interface ScriptFile {
  readonly lines: readonly string[];
  readonly runs: readonly ContainerRun[];
  /** All that it runs. */
  readonly commands: readonly ScriptCommand[];
}

const NOTHING = { runs: [], commands: [] };

/** `name` is the last part of its path. A text that speaks of no container is not read. */
export function readScript(name: string, source: string): ScriptFile {
  const lines = source.split('\n');
  if (!speaksOfContainers(source)) return { lines, ...NOTHING };
  // A byte order mark is no part of the first word, and a space keeps every column; the CR of a line's end is none either.
  const text = source
    .replace(/^\ufeff/, ' ')
    .replace(/\\\r\n/g, ' \\\n')
    .replaceAll('\r\n', ' \n');
  const rangeOf = rangesIn(source);
  if (!isMakefileName(name)) {
    const script = readShell(text);
    const placed = { source, rangeOf, place: (offset: number) => offset };
    return { lines, ...(script ? startedBy(script, contentsOf(script.commands), placed) : NOTHING) };
  }
  const recipes = recipesOf(text);
  const script = readShell(recipes.text);
  const placed = { source, rangeOf, place: recipes.place };
  const contents = contentsOf(script?.commands ?? [], recipes.variables);
  return { lines, ...(script ? startedBy(script, contents, placed) : NOTHING) };
}

const startedBy = (script: ShellScript, contents: Contents, placed: Placed): Omit<ScriptFile, 'lines'> => ({
  runs: runsIn(script, contents, placed),
  commands: commandsOf(script, contents, placed),
});

export const runsIn = ({ commands }: ShellScript, contents: Contents, placed: Placed): ContainerRun[] =>
  commands.flatMap((command) => containerRun(command, contents, placed) ?? []);
