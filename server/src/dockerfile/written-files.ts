// Files whose text stands in the Dockerfile: written by commands of RUN, or by the heredoc of COPY and ADD.
import { writtenTexts } from '../shell/written-files';
import { type Range, rangeOf } from '../text/range';
import { commandsAt, rangeOfPart, type StepCommand } from './commands';
import type { Stage, Step } from './stages';
import type { Heredoc } from './syntax';

export interface WrittenFile {
  /** As written; U+FFFD stands for what is not known. */
  readonly path: string;
  readonly lines: readonly { readonly text: string; readonly range: Range }[];
}

const known = new WeakMap<Stage, readonly WrittenFile[]>();

export function writtenFilesOf(stage: Stage): readonly WrittenFile[] {
  let files = known.get(stage);
  if (!files) {
    files = stage.steps.flatMap((step, index) => [
      ...commandsAt(stage, index)
        .filter(({ instruction }) => instruction.name === 'RUN')
        .flatMap(writtenByCommand),
      ...copiedHeredocs(step),
    ]);
    known.set(stage, files);
  }
  return files;
}

function writtenByCommand(at: StepCommand): WrittenFile[] {
  const files: WrittenFile[] = [];
  for (const { path, lines, heredoc } of writtenTexts(at.command)) {
    const body = heredoc === undefined ? undefined : at.step.instruction.heredocs.find(({ name }) => name === heredoc);
    if (body) files.push({ path, lines: linesOf(at.step, body) });
    else files.push({ path, lines: lines.map((line) => ({ text: line.text, range: rangeOfPart(at, line) })) });
  }
  return files;
}

function copiedHeredocs(step: Step): WrittenFile[] {
  const { name, args, heredocs } = step.instruction.trigger ?? step.instruction;
  const target = args.at(-1)?.text;
  if ((name !== 'COPY' && name !== 'ADD') || target === undefined) return [];
  return [...step.instruction.heredocs, ...heredocs].map((heredoc) => ({
    path: target.endsWith('/') ? target + heredoc.name : target,
    lines: linesOf(step, heredoc),
  }));
}

const linesOf = (step: Step, { content, line }: Heredoc): WrittenFile['lines'] =>
  content.split('\n').map((text, i) => {
    const row = step.line + line + i;
    const indent = text.length - text.trimStart().length;
    return { text, range: rangeOf(row, indent, row, Math.max(indent, text.trimEnd().length)) };
  });
