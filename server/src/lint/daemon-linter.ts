// Runs the rules over the Docker daemon's configuration.
import { type DaemonFile, readDaemon } from '../daemon/model';
import { invalidDaemonJson } from '../rule/notices';
import type { Rule } from '../rule/rule';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { type Anatomy, type Around, FileLinter, type LintOptions } from './file-linter';
import { withoutComments } from './no-comments';

const ANATOMY: Anatomy<DaemonFile, never> = {
  parts: () => [],
  refusals: ({ problems }) => problems.map((report) => ({ rule: invalidDaemonJson, report })),
  refusalsOf: () => [],
  notices: [invalidDaemonJson],
};

export class DaemonLinter implements TextLinter {
  private readonly linter: FileLinter<DaemonFile, never>;

  constructor(options: LintOptions<Rule>) {
    const asked = options.rules.flatMap((rule) => (rule.kind === 'daemon' ? [{ rule, file: rule.file }] : []));
    this.linter = new FileLinter(options, ANATOMY, asked);
  }

  ignores(uri: string): boolean {
    return this.linter.ignores(uri);
  }

  analyseText(uri: string, text: string, around?: Around): Analysis {
    return this.analyse(uri, readDaemon(text), around);
  }

  analyse(uri: string, daemon: DaemonFile, around?: Around): Analysis {
    const commented = withoutComments(daemon.lines, daemon.problems.length > 0);
    const { commented: _, ...analysis } = this.linter.analyse({ uri, file: daemon, commented }, around);
    return analysis;
  }
}
