// The edit that makes a RUN fail where a part in front of a pipe does, right for the shell that runs it.
import type { ImageFacts } from '../image/facts';
import type { ShellCommand } from '../shell/command';
import type { LosingPipe } from '../shell/flow';
import type { TextEdit } from '../text/edit';
import { once } from '../text/once';
import { rangeOf } from '../text/range';
import { commandsOf } from './commands';
import { lineIntoBody } from './heredoc-edit';
import { type RunScript, shellName } from './run-scripts';
import type { Stage } from './stages';
import { rangeAt } from './syntax';

export interface PipefailEdit {
  readonly edit: TextEdit;
  /** It sets the shell for all steps behind it, too. */
  readonly addsShell: boolean;
}

const KNOWS_PIPEFAIL: ReadonlySet<string | undefined> = new Set(['bash', 'ash', 'zsh', 'ksh']);
const SET = 'set -o pipefail';

/** Undefined where the shell is not known, and where some pipe would break. */
export function pipefailEdit(
  stage: Stage,
  run: RunScript,
  losing: LosingPipe,
  images: ImageFacts,
): PipefailEdit | undefined {
  const { step, instruction, body, index } = run;
  if (losing.shell || instruction.json || step.instruction.open) return undefined;
  const name = shellName(run, stage, images);
  if (name === 'dash') return run.shell || step.instruction.trigger ? undefined : shellEdit(stage, index);
  if (!KNOWS_PIPEFAIL.has(name) || run.script.commands.some(breaks)) return undefined;
  if (body) return { edit: lineIntoBody(step, body, SET), addsShell: false };
  const [line] = instruction.args;
  if (!line || step.instruction.heredocs.length > 0) return undefined;
  const { start } = rangeAt(step, line.start, line.start);
  return {
    edit: { range: { start, end: start }, newText: `${SET} && ` },
    addsShell: false,
  };
}

/** The index of the last step of a stage that would break. */
const lastBreaking = once(
  (stage: Stage): number => commandsOf(stage).findLast(({ command }) => breaks(command))?.index ?? -1,
);

/** SHELL in front of the step; comments above the step stay there. */
function shellEdit(stage: Stage, index: number): PipefailEdit | undefined {
  const before = stage.steps[index - 1];
  if (!before || before.instruction.open) return undefined;
  if (lastBreaking(stage) >= index) return undefined;
  const line = before.line + before.instruction.lineCount;
  const newText = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n';
  return { edit: { range: rangeOf(line, 0, line, 0), newText }, addsShell: true };
}

/** It stops reading early, which ends what writes to it with a failure; or fails where it finds nothing. */
function breaks({ program, args, inputs }: ShellCommand): boolean {
  if (inputs.length === 0) return false;
  if (inputs.some((input) => input.program === 'yes' || isSearch(input.program) || input.program === 'diff'))
    return true;
  const isQuiet = args.some(({ value = '' }) => /^-[A-Za-z]*[qm]|^--(?:quiet|silent|max-count)/.test(value));
  return program === 'head' || program === 'true' || (isSearch(program) && isQuiet) || stopsEarly(program, args);
}

const isSearch = (program: string | undefined): boolean =>
  program !== undefined && /^[efz]?grep$|^rg$|^ag$/.test(program);

const stopsEarly = (program: string | undefined, args: ShellCommand['args']): boolean =>
  (program === 'sed' && args.some(({ text }) => /\dq|\/q|;q|^["']?q/.test(text))) ||
  (program !== undefined && /^[gm]?awk$/.test(program) && args.some(({ text }) => text.includes('exit')));
