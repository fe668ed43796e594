// Where a stage names a second index of packages beside the public one, so that whoever has the higher version wins.

import type { ShellWord } from '../shell/command';
import { type Option, readArguments, tailOf } from '../shell/options';
import { hasOption } from '../shell/packages';
import type { Range } from '../text/range';
import { commandsNamed, rangeOfPart, type StepCommand } from './commands';
import { expandWord } from './expand';
import { type PackageStep, packageStepsOf } from './package-commands';
import { rangeOfWord, type Stage } from './stages';
import { actingInstruction } from './syntax';
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
  for (const [index, step] of stage.steps.entries()) {
    const own = actingInstruction(step);
    if ((own.name !== 'ENV' && own.name !== 'ARG') || !own.text.includes(VARIABLE)) continue;
    for (const { name, value } of assignmentsOf(own)) {
      if (name.text !== VARIABLE) continue;
      const url = value && expandWord(value.text, stage.globals.escape, stage.variables.at(index))?.text;
      if (url === '') continue;
      yield { range: rangeOfWord(step, { start: name.start, end: value?.end ?? name.end }), shown: VARIABLE, url };
    }
  }
}

function* inCommands(stage: Stage): Iterable<ExtraIndex> {
  const textOf = (at: StepCommand, word: ShellWord | undefined): string | undefined => word && at.valueOf(word)?.text;
  for (const step of packageStepsOf(stage, 'pip')) {
    const { at, options, operands, subcommand } = step;
    const assigned = at.command.assignments.find(({ name, value }) => name === VARIABLE && value?.value !== '');
    if (assigned) yield { range: rangeOfPart(at, assigned), shown: VARIABLE, url: textOf(at, assigned.value) };
    if (subcommand?.value === 'config' && operands.some(({ value }) => value === 'set')) {
      const key = operands.findIndex(({ value }) => /(?:^|\.)extra-index-url$/.test(value ?? ''));
      const word = operands[key];
      if (word) yield { range: rangeOfPart(at, word), shown: word.text, url: textOf(at, operands[key + 1]) };
    }
    if (hasOption(step, /^--(?:require-hashes|no-index)$/)) continue;
    const option = options.find(({ name }) => name === '--extra-index-url');
    if (option) yield atOption(step, option, textOf(at, option.value));
  }
  for (const step of packageStepsOf(stage, 'uv')) {
    // uv asks the first index that knows a package, and no other, unless it is told to.
    const isUnsafe = step.options.some(
      ({ name, value }) => name === '--index-strategy' && /^unsafe/.test(value?.value ?? ''),
    );
    const option = step.options.find(({ name }) => /^--(?:extra-index-url|index)$/.test(name));
    if (isUnsafe && option) yield atOption(step, option, textOf(step.at, option.value));
  }
  for (const at of commandsNamed(stage, ['export'])) {
    const word = at.instruction.name === 'RUN' && at.command.args.find(({ text }) => text.startsWith(`${VARIABLE}=`));
    if (word)
      yield { range: rangeOfPart(at, word), shown: VARIABLE, url: textOf(at, tailOf(word, VARIABLE.length + 1)) };
  }
  yield* otherManagers(stage, textOf);
}

const atOption = (step: PackageStep, option: Option, url: string | undefined): ExtraIndex => ({
  range: rangeOfPart(step.at, { start: option.start, end: option.end }),
  shown: option.name,
  url,
  option: { step, option },
});

/** gem adds a source to those that it has; dotnet asks all that it is given. */
function* otherManagers(
  stage: Stage,
  textOf: (at: StepCommand, word: ShellWord | undefined) => string | undefined,
): Iterable<ExtraIndex> {
  for (const step of packageStepsOf(stage, 'gem')) {
    const { at, options, subcommand } = step;
    if (hasOption(step, /^(?:--clear-sources|-c|--remove)$/)) continue;
    const option = options.find(({ name }) =>
      (step.verb === 'install' ? /^(?:-s|--source)$/ : /^(?:-a|--add)$/).test(name),
    );
    const isAdding = step.verb === 'install' || subcommand?.value === 'sources';
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
      ? /^extra-index-url\s*[=:]\s*(\S.*)$/
      : /requirements[\w.-]*\.(?:txt|in)$/.test(path)
        ? /^--extra-index-url[=\s]\s*(\S+)/
        : undefined;
    if (!pattern) continue;
    for (const { text, range } of file.lines) {
      const url = pattern.exec(text.trim())?.[1];
      if (url !== undefined) yield { range, shown: 'extra-index-url', url };
    }
  }
}
