// A command of a script as rules read it: its words with what variables hold, and where they stand in the file.
import type { ShellCommand, ShellScript, ShellWord } from '../shell/command';
import type { Range } from '../text/range';
import { engineCall, type Placed } from './container-run';
import { type Contents, resolved } from './contents';

export interface ScriptCommand {
  readonly command: ShellCommand;
  /** All of the script that it stands in. */
  readonly script: ShellScript;
  /** What it asks an engine to do; undefined for all other programs. */
  readonly asked: EngineRequest | undefined;
  rangeOf(part: { readonly start: number; readonly end: number }): Range;
  /** With a HOLE for what only a run knows. */
  textOf(word: ShellWord): string;
}

/** `docker --context x swarm init --autolock` */
export interface EngineRequest {
  /** As a user would say it: `docker`, `podman`. */
  readonly engine: string;
  /** Its name, and what stands before the verb. */
  readonly globals: readonly ShellWord[];
  /** `swarm init`, `login`: lower case, one or two words. */
  readonly verbs: readonly ShellWord[];
  /** What stands behind the verbs. */
  readonly args: readonly ShellWord[];
}

/** Objects that have verbs of their own: `docker swarm init`. */
const OBJECTS: ReadonlySet<string> = new Set(
  'container image network volume swarm service node stack secret config system context buildx compose plugin trust'.split(
    ' ',
  ),
);

export const commandsOf = (script: ShellScript, contents: Contents, placed: Placed): ScriptCommand[] =>
  script.commands.map((command) => ({
    command,
    script,
    asked: requestOf(command, contents),
    rangeOf: ({ start, end }) => placed.rangeOf(placed.place(start), placed.place(end)),
    textOf: (word) => resolved(word, contents),
  }));

function requestOf(command: ShellCommand, contents: Contents): EngineRequest | undefined {
  const call = engineCall(command, contents);
  if (!call) return undefined;
  const { engine, words, first } = call;
  if (first < 0) return { engine, globals: words, verbs: [], args: [] };
  const isObject = OBJECTS.has(words[first]?.value ?? '');
  const end = first + (isObject && words[first + 1]?.value !== undefined ? 2 : 1);
  return { engine, globals: words.slice(0, first), verbs: words.slice(first, end), args: words.slice(end) };
}

/** What it asks an engine to do, where that is `verbs`: `swarm init`. */
export const askedTo = ({ asked }: ScriptCommand, verbs: string): EngineRequest | undefined =>
  asked?.verbs.map(({ value = '' }) => value).join(' ') === verbs ? asked : undefined;
