// The Dockerfile rules over `dockerfile_inline`, with their findings where it is written.
import { buildOf } from '../compose/build';
import { type InlineText, inlineText } from '../compose/inline-text';
import { type Service, valueOf } from '../compose/model';
import { userOf } from '../compose/security';
import { isRoot } from '../dockerfile/users';
import type { FileEdit, Finding, Fix, Related, Report } from '../rule/finding';
import { notices } from '../rule/notices';
import type { Rule, RuleInfo } from '../rule/rule';
import type { Range } from '../text/range';
import { DockerfileLinter } from './dockerfile-linter';
import type { LintOptions } from './file-linter';
import type { RuleReport } from './superseded';

export class InlineDockerfiles {
  private readonly linter: DockerfileLinter;
  private readonly rules: ReadonlyMap<string, RuleInfo>;

  constructor(options: LintOptions<Rule>) {
    // What the configuration silences is silenced behind the rules of the whole file.
    this.linter = new DockerfileLinter({ ...options, suppress: [] });
    this.rules = new Map([...notices, ...options.rules].map((rule) => [rule.id, rule]));
  }

  /** Ranges count from the service's first line. */
  *reportsOf(service: Service): Iterable<RuleReport> {
    const inline = buildOf(service)?.inline;
    const text = inline && inlineText(service, inline);
    if (!text) return;
    for (const finding of this.linter.analyseText(`${service.uri}#${service.name}`, text.text).findings) {
      const rule = this.rules.get(finding.rule);
      const report = ANSWERED.get(finding.rule)?.(service) ? undefined : reportIn(text, finding);
      if (rule && report) yield { rule, report };
    }
  }
}

/** What a Dockerfile lacks and the service says, by the rule that misses it. */
const ANSWERED: ReadonlyMap<string, (service: Service) => boolean> = new Map([
  [
    'missing-user',
    (service) => {
      const user = userOf(service);
      return user !== undefined && (user.user === undefined || !isRoot(user.user));
    },
  ],
  ['missing-healthcheck', (service) => valueOf(service, 'healthcheck') !== undefined],
]);

function reportIn(text: InlineText, { range, message, severity, related, fixes, masked }: Finding): Report | undefined {
  const at = text.rangeOf(range);
  if (!at) return undefined;
  return {
    range: at,
    message,
    severity,
    related: related.flatMap((each) => relatedIn(text, each)),
    masked: masked.flatMap((each): Range[] => {
      const place = text.rangeOf(each);
      return place ? [place] : [];
    }),
    fixes: fixes.flatMap((fix) => fixIn(text, fix)),
  };
}

function relatedIn(text: InlineText, related: Related): Related[] {
  const range = text.rangeOf(related.range);
  return related.uri === undefined && range ? [{ ...related, range }] : [];
}

/** None where an edit reaches behind the last line, or into another file. */
function fixIn(text: InlineText, fix: Fix): Fix[] {
  const files = fix.edits();
  const edits = files.flatMap((file) =>
    file.edits.flatMap(({ range, newText }) => {
      const place = text.rangeOf(range);
      return place ? [{ range: place, newText: text.written(newText) }] : [];
    }),
  );
  const isWhole =
    files.every(({ uri }) => uri === undefined) && edits.length === files.flatMap((file) => file.edits).length;
  const whole: readonly FileEdit[] = [{ edits }];
  return isWhole ? [{ ...fix, delta: { changes: ['build'] }, edits: () => whole }] : [];
}
