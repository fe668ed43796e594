// Runs the rules over a Dockerfile, stage by stage.
import { type Dockerfile, dockerfileOf } from '../dockerfile/model';
import { readDockerfile } from '../dockerfile/read';
import { StageWords } from '../dockerfile/stage-words';
import type { Stage } from '../dockerfile/stages';
import { type PlacedInstruction, rangeAt } from '../dockerfile/syntax';
import { invalidDockerfile } from '../rule/notices';
import type { Rule } from '../rule/rule';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { DockerfileComments } from './dockerfile-comments';
import { type Anatomy, type Around, FileLinter, type LintOptions } from './file-linter';
import { fileRefusal, instructionRefusal } from './refusals';
import type { RuleReport } from './superseded';

const ANATOMY: Anatomy<Dockerfile, Stage> = {
  parts: ({ stages }) => stages.map(({ line, stage }) => ({ line, part: stage, lineBreak: stage.lineBreak })),
  *refusals(file) {
    yield* refusals(file.preamble);
    const report = fileRefusal(file);
    if (report) yield { rule: invalidDockerfile, report };
  },
  refusalsOf: ({ steps }) => refusals(steps),
  notices: [invalidDockerfile],
  gate(lookedFor) {
    const words = new StageWords(lookedFor);
    return (stage) => words.in(stage);
  },
};

/** UTF-16 units of texts that are prepared at once: what is known of each takes some hundred times as much. */
const MAX_PREPARED = 100_000;

export class DockerfileLinter implements TextLinter {
  private readonly linter: FileLinter<Dockerfile, Stage>;
  /** By text: the last one, or those that are prepared. A file that looks at others is analysed again when these are read. */
  private known = new Map<string, Dockerfile>();

  constructor(options: LintOptions<Rule>) {
    const asked = options.rules.flatMap((rule) =>
      rule.kind === 'dockerfile'
        ? [{ rule, part: rule.stage, beside: rule.beside, file: rule.file, looksFor: rule.looksFor }]
        : [],
    );
    this.linter = new FileLinter(options, ANATOMY, asked);
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return this.linter.ignores(uri);
  }

  prepare(texts: readonly string[]): void {
    this.known = new Map();
    let room = MAX_PREPARED;
    for (const text of texts) {
      room -= text.length;
      if (room > 0) this.known.set(text, dockerfileOf(readDockerfile(text)));
    }
    this.linter.prepare([...this.known.values()].flatMap(({ stages }) => stages.map(({ stage }) => stage)));
  }

  analyseText(uri: string, text: string, around?: Around): Analysis {
    const known = this.known.get(text);
    if (known) return this.analyse(uri, known, around);
    const dockerfile = dockerfileOf(readDockerfile(text));
    if (this.known.size < 2) this.known = new Map([[text, dockerfile]]);
    return this.analyse(uri, dockerfile, around);
  }

  analyse(uri: string, dockerfile: Dockerfile, around?: Around): Analysis {
    const commented = new DockerfileComments(dockerfile);
    return { ...this.linter.analyse({ uri, file: dockerfile, commented }, around), dockerfile };
  }
}

function* refusals(placed: readonly PlacedInstruction[]): Iterable<RuleReport> {
  for (const each of placed) {
    const refusal = instructionRefusal(each.instruction);
    if (!refusal) continue;
    const range = rangeAt(each, refusal.start, refusal.end);
    yield { rule: invalidDockerfile, report: { range, message: refusal.message } };
  }
}
