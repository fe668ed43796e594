// Edits that let ADD compare what it downloads: a flag on an ADD, or an ADD in the place of curl or wget. Without a digest
// they leave a blank.
import { curlArguments, wgetArguments } from '../shell/downloads';
import type { TextEdit } from '../text/edit';
import { rangeOf } from '../text/range';
import { canInsertBehind } from './command-edits';
import type { StepCommand } from './commands';
import type { StageDownload } from './downloads';
import { setsVariable } from './script-text';
import { settingOf, valueIn } from './settings';
import { rangeOfWord, type Stage, type Step } from './stages';
import { actingInstruction } from './syntax';

const flag = (digest: string): string => `--checksum=sha256:${digest}`;

/** The flag on an ADD that downloads. */
export function checksumEdit(step: Step, digest = ''): TextEdit {
  const { end } = rangeOfWord(step, actingInstruction(step).keyword);
  return { range: rangeOf(end.line, end.character, end.line, end.character), newText: ` ${flag(digest)}` };
}

/** Undefined where ADD would not do the same: another user, a folder, options, variables of the script. */
export function editsToAdd(stage: Stage, { by, step, index }: StageDownload, digest = ''): TextEdit[] | undefined {
  const { instruction, line } = step;
  if (by?.destination.kind !== 'file' || instruction.name !== 'RUN' || instruction.flags.length > 0) return undefined;
  if (!canInsertBehind(by.at) || instruction.heredocs.length > 0 || instruction.open || !runsAsRoot(stage, index))
    return undefined;
  const path = by.destination.path.value ?? '';
  const url = urlFor(stage, by.at, by.source.pieces);
  const { command, script } = by.at;
  const isPlain = command.wrappers.length + command.assignments.length === 0 && script.commands[0] === command;
  if (!/^\/(?!dev\/|proc\/|run\/)[\w./+-]*[\w+-]$/.test(path) || url === undefined || !isPlain || !isBare(by.at))
    return undefined;
  const added = `ADD --chmod=644 ${flag(digest)} ${url} ${path}\n`;
  const next = script.commands[1];
  if (!next) return [{ range: rangeOf(line, 0, line + instruction.lineCount, 0), newText: added }];
  const text = instruction.args[0]?.text ?? '';
  const isChained = /^\s*&&\s*$/.test(text.slice(command.end, next.start)) && !/\|\||;/.test(text);
  const gone = by.at.rangeOf({ start: command.start, end: next.start });
  if (!isChained || gone.end.line - gone.start.line > 1) return undefined;
  return [
    { range: rangeOf(line, 0, line, 0), newText: added },
    { range: gone, newText: '' },
  ];
}

const ROOT = /^(?:root|0)(?::|$)/;

function runsAsRoot(stage: Stage, index: number): boolean {
  const user = settingOf(stage, 'USER', index);
  const [word] = user?.instruction.args ?? [];
  return !user || (word !== undefined && ROOT.test(valueIn(user, word)?.text ?? ''));
}

/** The address as ADD reads it. Undefined where the script makes a part of it. */
function urlFor(
  stage: Stage,
  at: StepCommand,
  pieces: StepCommand['command']['args'][number]['pieces'],
): string | undefined {
  const lookup = stage.variables.at(at.index);
  let url = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') url += piece;
    else if (!piece || setsVariable(at.script, piece.variable) || typeof lookup(piece.variable) !== 'object')
      return undefined;
    else url += `\${${piece.variable}}`;
  }
  return /^(?:https?:\/\/|\$\{)[\w./:%?=&~+@#,{}$-]+$/.test(url) ? url : undefined;
}

const HARMLESS =
  /^(?:-[fsSLoOq#]|-nv|--(?:fail|silent|show-error|location|output|retry\S*|proto\S*|tlsv1\.[23]|create-dirs|connect-timeout|max-time|progress\S*|quiet|no-verbose|output-document|tries|timeout|waitretry))$/;

/** One source, and options that do not change what is fetched. */
function isBare({ command }: StepCommand): boolean {
  const { program, redirects } = command;
  if (program !== 'curl' && program !== 'wget') return false;
  const { options, operands } = program === 'curl' ? curlArguments(command) : wgetArguments(command);
  const isSent = redirects.every(({ operator, descriptor = 1 }) => operator === '>' && descriptor === 1);
  return operands.length === 1 && redirects.length <= 1 && isSent && options.every(({ name }) => HARMLESS.test(name));
}
