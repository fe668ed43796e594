// Runs the rules over a Compose file, service by service.
import type { Problem, Project, Service } from '../compose/model';
import { readProject } from '../compose/project';
import type { Fix } from '../rule/finding';
import { invalidCompose } from '../rule/notices';
import type { Rule } from '../rule/rule';
import { type Files, NO_FILES } from '../text/files';
import type { TextLinter } from './analyse';
import type { Analysis } from './analysis';
import { AskedFiles } from './asked-files';
import { type Anatomy, type Around, FileLinter, type LintOptions } from './file-linter';
import { InlineDockerfiles } from './inline-dockerfile';
import type { RuleReport } from './superseded';
import { YamlComments } from './yaml-comments';

const anatomyWith = (options: LintOptions<Rule>, inline: InlineDockerfiles): Anatomy<Project, Service> => ({
  parts: ({ services }) => services.map(({ line, service }) => ({ line, part: service, lineBreak: service.lineBreak })),
  refusals: ({ problems }) =>
    (options.schemaIsToldElsewhere ? problems.filter(({ kind }) => kind !== 'schema') : problems).map(refusal),
  refusalsOf: (service) => inline.reportsOf(service),
  // What silences the schema's part of it has its use.
  notices: options.schemaIsToldElsewhere ? [] : [invalidCompose],
});

export class ComposeLinter implements TextLinter {
  private readonly linter: FileLinter<Project, Service>;

  constructor(options: LintOptions<Rule>) {
    const asked = options.rules.flatMap((rule) =>
      rule.kind === 'compose' ? [{ rule, part: rule.service, beside: rule.beside, file: rule.project }] : [],
    );
    this.linter = new FileLinter(options, anatomyWith(options, new InlineDockerfiles(options)), asked);
  }

  ignores(uri: string): boolean {
    return this.linter.ignores(uri);
  }

  analyseText(uri: string, text: string, around?: Around): Analysis {
    return this.analyse(uri, (files) => readProject({ uri, text, files }), around);
  }

  /** `read` reads the file among the files that it is given. */
  analyse(uri: string, read: (files: Files) => Project, { files = NO_FILES, times }: Around = {}): Analysis {
    const looked = new AskedFiles(files);
    const project = read(looked);
    const commented = new YamlComments(
      project.lines,
      project.problems.some(({ kind }) => kind === 'yaml'),
    );
    return { ...this.linter.analyse({ uri, file: project, commented }, { files: looked, times }), compose: project };
  }
}

function refusal({ message, range, severity: found, kind, meant }: Problem): RuleReport {
  // That a variable has to be set where Compose runs is mostly meant so.
  const severity = kind === 'variable' ? 'hint' : found;
  const fix: Fix | undefined =
    meant === undefined
      ? undefined
      : {
          title: `Write '${meant}'`,
          safety: 'suggested',
          delta: { changes: ['*'] },
          edits: () => [{ edits: [{ range, newText: meant }] }],
        };
  return { rule: invalidCompose, report: { message, range, severity, fixes: fix ? [fix] : [] } };
}
