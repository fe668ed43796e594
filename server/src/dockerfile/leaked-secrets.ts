// What RUN does with a secret that is mounted into it: where its value stays behind in the image, or shows in the log.
import type { ShellWord } from '../shell/command';
import { samePath } from '../shell/removed-files';
import { type SecretSink, type SecretSource, secretSinks } from '../shell/secret-flow';
import { SECRET_KEEPERS, takesBack } from '../shell/secret-settings';
import { once } from '../text/once';
import { commandsAt, type StepCommand } from './commands';
import { removesInStep } from './removals';
import { type RunMount, runMounts, stepsWithSecrets } from './run-mounts';
import { settingOf } from './settings';
import type { Stage } from './stages';

export interface LeakedSecret {
  readonly sink: SecretSink;
  readonly at: StepCommand;
  readonly index: number;
  /** The mount that gives it, where the step has one alone. */
  readonly mount?: RunMount;
}

/** Logins and settings of one step that may take one another back. */
const MAX_TAKERS = 100;

export const leakedSecrets = once((stage: Stage): readonly LeakedSecret[] =>
  stepsWithSecrets(stage).flatMap((index) => leaksOf(stage, index)),
);

/** What a step would leave behind of a secret that it is given as a variable. */
export const leaksOfVariable = (stage: Stage, index: number, name: string): LeakedSecret[] =>
  leaksOf(stage, index, [name]);

function leaksOf(stage: Stage, index: number, variables: readonly string[] = []): LeakedSecret[] {
  const commands = commandsAt(stage, index);
  const mounts = runMounts(stage, index);
  const secrets = mounts.filter(({ type }) => type === 'secret');
  const source = sourceOf(secrets, variables, stage.steps[index]?.instruction.heredocs ?? []);
  const mount = secrets.length === 1 ? secrets[0] : undefined;
  const takers = commands.filter(({ command }) => SECRET_KEEPERS.has(command.program ?? '')).slice(0, MAX_TAKERS);
  const scripts = new Map(commands.map((at) => [at.script, commands.filter(({ script }) => script === at.script)]));
  const leaks: LeakedSecret[] = [];
  for (const [script, own] of scripts) {
    const places = new Map(own.map((at) => [at.command, at]));
    for (const sink of secretSinks(script, source, tracesFromStart(stage, index))) {
      const at = places.get(sink.command);
      if (at && stays(sink, stage, index, takers)) leaks.push({ sink, at, index, mount });
    }
  }
  return leaks;
}

function sourceOf(
  secrets: readonly RunMount[],
  variables: readonly string[],
  heredocs: readonly { name: string; content: string }[],
): SecretSource {
  const paths = secrets.flatMap(({ path }) => path ?? []);
  return {
    variables: new Set([...variables, ...secrets.flatMap((secret) => secret.option('env') ?? [])]),
    isFile: (word) => {
      const text = textOf(word);
      return paths.some(
        (path) =>
          path === text ||
          (text.endsWith('*') && path.startsWith(text.slice(0, -1))) ||
          (`${path}/`.startsWith(`${text.replace(/\/$/, '')}/`) && text.startsWith('/run/')),
      );
    },
    bodyOf: (delimiter) => heredocs.find(({ name }) => name === delimiter)?.content,
  };
}

/** `~` is the home of root, as mounts are given to it. */
const textOf = ({ value, text }: ShellWord): string =>
  (value ?? text).replace(/["']/g, '').replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, '/root');

function tracesFromStart(stage: Stage, index: number): boolean {
  const shell = settingOf(stage, 'SHELL', index);
  return shell?.instruction.args.slice(1).some(({ text }) => /^-[a-zA-Z]*x/.test(text)) ?? false;
}

const NO_FILE = /^\/(?:dev|proc|sys|run\/secrets)(?:\/|$)/;

/** Whether the image has it when the step ends. */
function stays(sink: SecretSink, stage: Stage, index: number, takers: readonly StepCommand[]): boolean {
  if (sink.kind === 'settings') {
    if (takers.some(({ command }) => command !== sink.command && takesBack(command, sink.command))) return false;
    return sink.what !== '.git/config' || !removesInStep(stage, index, ...clonePaths(sink));
  }
  if (sink.kind !== 'file') return true;
  const path = textOf(sink.path);
  if (NO_FILE.test(path) || path === '-') return false;
  const isMounted = runMounts(stage, index).some(({ path: at }) => at !== undefined && `${path}/`.startsWith(`${at}/`));
  return !isMounted && !removesInStep(stage, index, path, sink.path.value ?? sink.path.text);
}

/** Where a clone keeps its address: in the folder that is named, or in one of the repository's name. */
function clonePaths({ command }: SecretSink): string[] {
  const operands = command.args.flatMap(({ value, text }) => ((value ?? text).startsWith('-') ? [] : [value ?? text]));
  const last = samePath(operands.at(-1) ?? '');
  const folder = last.includes('://') ? last.slice(last.lastIndexOf('/') + 1).replace(/\.git$/, '') : last;
  return [`${folder}/.git/config`, '.git/config'];
}
