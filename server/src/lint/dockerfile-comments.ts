// A Dockerfile as silencing sees it.
import { instructionAt } from '../dockerfile/instruction-at';
import type { Dockerfile } from '../dockerfile/model';
import type { Finding } from '../rule/finding';
import type { Comment, Commented, Target } from './commented';
import { commentsOf } from './comments';
import { ignoresOfCheck } from './foreign-comments';
import { type MarkedLine, markedLines } from './marks';
import { fileSuppressionEdit, suppressionFor } from './suppression-edit';

export class DockerfileComments implements Commented {
  constructor(private readonly file: Dockerfile) {}

  get lines(): readonly string[] {
    return this.file.syntax.lines;
  }

  get isRefused(): boolean {
    return this.file.problem !== undefined;
  }

  get marks(): readonly MarkedLine[] {
    return markedLines(this.file.syntax);
  }

  get directives(): Commented['directives'] {
    return this.file.syntax.directives.found.flatMap(({ name, value, line }) =>
      name === 'check' ? ignoresOfCheck(value).map((ignore) => ({ line, ignore })) : [],
    );
  }

  comments(): readonly Comment[] {
    return commentsOf(this.file.syntax);
  }

  blocksAt(line: number): readonly number[] {
    const placed = instructionAt(this.file.syntax.instructions, line);
    return placed ? [placed.line] : [];
  }

  /** A block that begins with FROM is the whole stage. */
  blocksOf(target: Target): readonly Target[] {
    const placed = this.file.stages.find(({ line }) => line === target.line);
    return placed ? placed.stage.steps.map((step) => ({ kind: 'block', line: placed.line + step.line })) : [target];
  }

  suppressionFor(finding: Finding): ReturnType<Commented['suppressionFor']> {
    return suppressionFor(this.file, finding);
  }

  fileSuppressionEdit(rule: string): ReturnType<Commented['fileSuppressionEdit']> {
    return fileSuppressionEdit(this.file, rule);
  }
}
