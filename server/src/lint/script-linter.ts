// Runs the rules over the containers that a script or a Makefile starts.
import type { Report } from '../rule/finding';
import type { FileContext, Rule, ScriptRule } from '../rule/rule';
import { readScript, type ScriptFile } from '../script/model';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { type Anatomy, type Around, FileLinter, type LintOptions } from './file-linter';
import { HashComments } from './hash-comments';

const ANATOMY: Anatomy<ScriptFile, never> = {
  parts: () => [],
  refusals: () => [],
  refusalsOf: () => [],
  notices: [],
};

/** What a rule says of all that a script, or a unit, starts. */
export const reportsOn = (
  rule: ScriptRule,
  { runs, commands }: Pick<ScriptFile, 'runs' | 'commands'>,
  context: FileContext,
): Report[] => [
  ...runs.flatMap((run) => [...(rule.run?.(run, context) ?? [])]),
  ...commands.flatMap((command) => [...(rule.command?.(command, context) ?? [])]),
];

export class ScriptLinter implements TextLinter {
  private readonly linter: FileLinter<ScriptFile, never>;

  constructor(options: LintOptions<Rule>) {
    const asked = options.rules.flatMap((rule) =>
      rule.kind === 'script'
        ? [{ rule, file: (file: ScriptFile, context: FileContext) => reportsOn(rule, file, context) }]
        : [],
    );
    this.linter = new FileLinter(options, ANATOMY, asked);
  }

  ignores(uri: string): boolean {
    return this.linter.ignores(uri);
  }

  analyseText(uri: string, text: string, around?: Around): Analysis {
    return this.analyse(uri, readScript(uri.slice(uri.lastIndexOf('/') + 1), text), around);
  }

  analyse(uri: string, script: ScriptFile, around?: Around): Analysis {
    return this.linter.analyse({ uri, file: script, commented: new HashComments(script.lines) }, around);
  }
}
