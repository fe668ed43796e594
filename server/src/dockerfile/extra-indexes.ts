// Where a stage names a second index of packages beside the public one, so that whoever has the higher version wins.

import type { ShellWord } from '../shell/command';
import { type Option, readArguments, tailOf } from '../shell/options';
import { hasOption } from '../shell/packages';
import type { Range } from '../text/range';
import { variableSteps } from './acting-steps';
import { settingFor } from './command-environment';
import { buildCommandsWhere, commandsNamed, rangeOfPart, type StepCommand } from './commands';
import { expandWord } from './expand';
import { type PackageStep, packageStepsOf } from './package-commands';
import { rangeOfWord, type Stage } from './stages';
import { assignmentsOf } from './variables';
import { writtenFilesOf } from './written-files';

export interface ExtraIndex {
  readonly range: Range;
  /** As it is written: `--extra-index-url`, the name of the variable. */
  readonly shown: string;
  /** Undefined where it is unknown. */
  readonly url?: string;
  /** The option of a command, where it is one. */
  readonly option?: { readonly step: PackageStep; readonly option: Option };
}

const VARIABLE = 'PIP_EXTRA_INDEX_URL';

export function* extraIndexes(stage: Stage): Iterable<ExtraIndex> {
  yield* inVariables(stage);
  yield* inCommands(stage);
  yield* inFiles(stage);
}

function* inVariables(stage: Stage): Iterable<ExtraIndex> {
  for (const { index, step, instruction } of variableSteps(stage)) {
    if (!instruction.text.includes(VARIABLE)) continue;
    for (const { name, value } of assignmentsOf(instruction)) {
      if (name.text !== VARIABLE) continue;
      const url = value && expandWord(value.text, stage.globals.escape, stage.variables.at(index))?.text;
      if (url === '') continue;
      yield { range: rangeOfWord(step, { start: name.start, end: value?.end ?? name.end }), shown: VARIABLE, url };
    }
  }
}

const textOf = (at: StepCommand, word: ShellWord | undefined): string | undefined => word && at.valueOf(word)?.text;
const GIVEN = /(?:^|\s)--extra-index-url(?:[=\s]+(\S+))?/;

function* inCommands(stage: Stage): Iterable<ExtraIndex> {
  for (const at of buildCommandsWhere(stage, (text) => text.includes(VARIABLE))) yield* assignedIn(at);
  for (const manager of ['pip', 'pipx'] as const) {
    for (const step of packageStepsOf(stage, manager)) {
      const { at, options, operands, subcommand } = step;
      if (subcommand?.value === 'config' && operands.some(({ value }) => value === 'set')) {
        const key = operands.findIndex(({ value }) => /(?:^|\.)extra-index-url$/.test(value ?? ''));
        const word = operands[key];
        if (word) yield { range: rangeOfPart(at, word), shown: word.text, url: textOf(at, operands[key + 1]) };
      }
      if (hasOption(step, /^--(?:require-hashes|no-index)$/)) continue;
      const option = options.find(({ name }) => name === '--extra-index-url');
      const given = option ? undefined : givenIn(at);
      if (option) yield atOption(step, option, textOf(at, option.value));
      else if (given) yield given;
    }
  }
  for (const at of commandsNamed(stage, ['pip-compile'])) {
    const word = at.command.args.find(({ text }) => text.startsWith('--extra-index-url'));
    if (word && at.instruction.name === 'RUN') yield { range: rangeOfPart(at, word), shown: '--extra-index-url' };
  }
  for (const step of packageStepsOf(stage, 'uv')) {
    // uv asks the first index that knows a package, and no other, unless it is told to.
    const strategy = step.options.find(({ name }) => name === '--index-strategy')?.value?.value;
    const option = step.options.find(({ name }) => /^--(?:extra-index-url|index)$/.test(name));
    const isUnsafe = /^unsafe/.test(strategy ?? settingFor(stage, step.at, 'UV_INDEX_STRATEGY') ?? '');
    if (isUnsafe && option) yield atOption(step, option, textOf(step.at, option.value));
  }
  yield* otherManagers(stage);
}

/** Before the command, by a wrapper, or by `export`. */
function* assignedIn(at: StepCommand): Iterable<ExtraIndex> {
  const { assignments, wrappers, program, args } = at.command;
  for (const { name, value, start, end } of [...assignments, ...wrappers.flatMap((wrapper) => wrapper.assignments)]) {
    if (name !== VARIABLE || value?.value === '') continue;
    yield { range: rangeOfPart(at, { start, end }), shown: VARIABLE, url: textOf(at, value) };
  }
  const word = program === 'export' && args.find(({ text }) => text.startsWith(`${VARIABLE}=`));
  if (word) yield { range: rangeOfPart(at, word), shown: VARIABLE, url: textOf(at, tailOf(word, VARIABLE.length + 1)) };
}

/** In a word that holds several options: a variable, or the options for another program. */
function givenIn(at: StepCommand): ExtraIndex | undefined {
  for (const word of at.command.args) {
    if (word.value !== undefined && !word.value.includes(' ')) continue;
    const given = GIVEN.exec((textOf(at, word) ?? '').replace(/^--pip-args=/, ''));
    if (given) return { range: rangeOfPart(at, word), shown: '--extra-index-url', url: given[1] };
  }
  return undefined;
}

const atOption = (step: PackageStep, option: Option, url: string | undefined): ExtraIndex => ({
  range: rangeOfPart(step.at, { start: option.start, end: option.end }),
  shown: option.name,
  url,
  option: { step, option },
});

/** gem adds a source to those that it has; dotnet asks all that it is given. */
function* otherManagers(stage: Stage): Iterable<ExtraIndex> {
  for (const step of packageStepsOf(stage, 'gem')) {
    const { at, options, subcommand } = step;
    if (hasOption(step, /^(?:--clear-sources|-c|--remove)$/)) continue;
    const option = options.find(({ name }) =>
      (step.verb === 'install' ? /^(?:-s|--source)$/ : /^(?:-a|--add)$/).test(name),
    );
    const isAdding = step.verb === 'install' || /^sources?$/.test(subcommand?.value ?? '');
    if (!option || !isAdding) continue;
    const url = textOf(at, option.value ?? step.operands[0]);
    if (url === undefined || !/^https?:\/\/(?:[\w-]+\.)?rubygems\.org/.test(url))
      yield { ...atOption(step, option, url), option: undefined };
  }
  for (const at of commandsNamed(stage, ['dotnet'])) {
    if (at.instruction.name !== 'RUN' || at.command.args[0]?.value !== 'restore') continue;
    const { options } = readArguments(at.command.args, { short: 's', long: new Set(['--source']) });
    const [, second] = options.filter(({ name }) => name === '-s' || name === '--source');
    if (second) yield { range: rangeOfPart(at, second), shown: second.name, url: textOf(at, second.value) };
  }
}

function* inFiles(stage: Stage): Iterable<ExtraIndex> {
  for (const file of writtenFilesOf(stage)) {
    const { path } = file;
    const pattern = /(?:^|\/)\.?pip\.(?:conf|ini)$/.test(path)
      ? /^extra-index-url\s*[=:]\s*(\S.*)?$/
      : /requirements[\w.-]*\.(?:txt|in)$/.test(path)
        ? /^--extra-index-url[=\s]\s*(\S+)/
        : undefined;
    if (!pattern) continue;
    for (const [i, { text, range }] of file.lines.entries()) {
      const match = pattern.exec(text.trim());
      const url = match && (match[1] ?? /^\s+(\S+)/.exec(file.lines[i + 1]?.text ?? '')?.[1]);
      if (url) yield { range, shown: 'extra-index-url', url };
    }
  }
}
