// A systemd unit or drop-in as rules read it: how it starts the Docker daemon, the containers that it runs, the sockets it opens.
import { type DaemonFlag, daemonOfFlags, VALUED_FLAGS, VALUED_SHORT_FLAGS } from '../daemon/flags';
import type { DaemonFile } from '../daemon/model';
import type { ShellCommand } from '../shell/command';
import { startsDaemon } from '../shell/docker-daemon';
import { readArguments } from '../shell/options';
import { readExec } from '../shell/script';
import { rangesIn } from '../text/offsets';
import type { Range } from '../text/range';
import { type ContainerRun, expanded, type Placed } from './container-run';
import { type Contents, contentsOf, HOLE, resolved } from './contents';
import { isDockersUnit } from './file-names';
import { runsIn } from './model';
import { commandsOf as commandsIn, type ScriptCommand } from './script-command';
import { settingsOf, type UnitSetting, wordsOf } from './unit-text';

export interface UnitValue {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly range: Range;
}

export interface UnitFile {
  readonly lines: readonly string[];
  readonly values: readonly UnitValue[];
  readonly runs: readonly ContainerRun[];
  /** All that it runs but daemons: what is wrong with these their options say. */
  readonly commands: readonly ScriptCommand[];
  /** The options of each daemon that it starts, as a daemon.json would say them. */
  readonly daemons: readonly DaemonFile[];
}

const EXECUTES = /^Exec(?:Start|StartPre|StartPost|Reload|Stop|StopPost|Condition)$/;

export function readUnit(source: string): UnitFile {
  const lines = source.split('\n');
  if (!isDockersUnit(source)) return { lines, values: [], runs: [], commands: [], daemons: [] };
  const rangeOf = rangesIn(source);
  const placed: Placed = { source, rangeOf, place: (offset) => offset };
  const settings = settingsOf(source.replace(/^\ufeff/, ' '));
  const contents = contentsOf([], settings.filter(({ key }) => key === 'Environment').flatMap(environmentOf));
  const commands = settings.filter(({ key }) => EXECUTES.test(key)).flatMap(commandsOf);
  const runs = commands.flatMap(({ all }) => runsIn(all, contents, placed));
  const all = commands
    .flatMap((command) => commandsIn(command.all, contents, placed))
    .filter(({ command }) => !startsDaemon(command));
  const daemons = commands
    .flatMap(({ all }) => all.commands)
    .filter(startsDaemon)
    .map((command) => daemonOf(command, contents, placed, lines));
  return { lines, values: settings.map((setting) => valueOf(setting, rangeOf)), runs, commands: all, daemons };
}

const valueOf = ({ section, key, value, start }: UnitSetting, rangeOf: Placed['rangeOf']): UnitValue => ({
  section,
  key,
  value: value.trim(),
  range: rangeOf(start, start + value.trimEnd().length),
});

const environmentOf = (setting: UnitSetting): [string, string][] =>
  wordsOf(setting).flatMap(({ value = '' }): [string, string][] => {
    const sign = value.indexOf('=');
    return sign > 0 ? [[value.slice(0, sign), value.slice(sign + 1)]] : [];
  });

/** Without the signs that say how systemd runs it; with `@` the second word is only a name. */
function commandsOf(setting: UnitSetting): { readonly all: ReturnType<typeof readExec> }[] {
  const signs = /^\s*[@:+!|-]*/.exec(setting.value)?.[0] ?? '';
  const [program, ...rest] = wordsOf({
    value: ' '.repeat(signs.length) + setting.value.slice(signs.length),
    start: setting.start,
  });
  if (!program) return [];
  return [{ all: readExec([program, ...(signs.includes('@') ? rest.slice(1) : rest)]) }];
}

function daemonOf(command: ShellCommand, contents: Contents, placed: Placed, lines: readonly string[]): DaemonFile {
  const { rangeOf, place } = placed;
  const args = expanded(command.args, contents);
  const { options } = readArguments(args, { short: VALUED_SHORT_FLAGS, long: VALUED_FLAGS });
  const flags = options.flatMap(({ name, value, start, end }): DaemonFlag[] => {
    const text = value && resolved(value, contents);
    if (text?.includes(HOLE)) return [];
    const range = rangeOf(place(start), place(Math.max(value?.end ?? 0, end)));
    return [{ name, value: text, range, valueRange: value ? rangeOf(place(value.start), place(value.end)) : range }];
  });
  const program = command.name ?? command;
  return daemonOfFlags(flags, rangeOf(place(program.start), place(program.end)), lines);
}
