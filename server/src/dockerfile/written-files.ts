// Files whose text stands in the Dockerfile: written by commands of RUN, or by the heredoc of COPY and ADD.
import { writtenTexts } from '../shell/written-files';
import { once } from '../text/once';
import { type Range, rangeOf } from '../text/range';
import { commandsAt, rangeOfPart, type StepCommand } from './commands';
import type { Stage, Step } from './stages';
import { actingInstruction, type Heredoc } from './syntax';

export interface WrittenFile {
  /** As written; U+FFFD stands for what is not known. */
  readonly path: string;
  /** Made when they are asked for: most files are none that a rule knows. */
  readonly lines: readonly WrittenLine[];
}

interface WrittenLine {
  readonly text: string;
  readonly range: Range;
}

class LazyFile implements WrittenFile {
  private known: readonly WrittenLine[] | undefined;

  constructor(
    readonly path: string,
    private readonly read: () => readonly WrittenLine[],
  ) {}

  get lines(): readonly WrittenLine[] {
    this.known ??= this.read();
    return this.known;
  }
}

/** In the order of the file. */
export const writtenFilesOf = once((stage: Stage): readonly WrittenFile[] => {
  const files: WrittenFile[] = [];
  let index = 0;
  for (const step of stage.steps) {
    const { name, heredocs } = actingInstruction(step);
    if (name === 'RUN') {
      for (const at of commandsAt(stage, index)) for (const file of writtenByCommand(at)) files.push(file);
    } else if (heredocs.length > 0 || step.instruction.heredocs.length > 0) {
      for (const file of copiedHeredocs(step)) files.push(file);
    }
    index++;
  }
  return files;
});

const NONE: readonly WrittenFile[] = [];

function writtenByCommand(at: StepCommand): readonly WrittenFile[] {
  const texts = writtenTexts(at.command);
  if (texts.length === 0) return NONE;
  return texts.map(({ path, lines, heredoc }) => {
    const body = heredoc === undefined ? undefined : at.step.instruction.heredocs.find(({ name }) => name === heredoc);
    if (body) return new LazyFile(path, () => linesOf(at.step, body));
    return new LazyFile(path, () => lines().map((line) => ({ text: line.text, range: rangeOfPart(at, line) })));
  });
}

function copiedHeredocs(step: Step): readonly WrittenFile[] {
  const { name, args, heredocs } = actingInstruction(step);
  const target = args.at(-1)?.text;
  if ((name !== 'COPY' && name !== 'ADD') || target === undefined) return NONE;
  return [...new Set([...step.instruction.heredocs, ...heredocs])].map(
    (heredoc) => new LazyFile(target.endsWith('/') ? target + heredoc.name : target, () => linesOf(step, heredoc)),
  );
}

const linesOf = (step: Step, { content, line }: Heredoc): readonly WrittenLine[] =>
  content.split('\n').map((text, i) => {
    const row = step.line + line + i;
    const indent = text.length - text.trimStart().length;
    return { text, range: rangeOf(row, indent, row, Math.max(indent, text.trimEnd().length)) };
  });
