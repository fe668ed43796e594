// Runs the rules over a Dockerfile. What a stage yields is kept with the stage, so that an edit costs the stages it changed.
import type { Dockerfile } from '../dockerfile/model';
import type { PlacedStage, Stage } from '../dockerfile/stages';
import { type PlacedInstruction, rangeAt } from '../dockerfile/syntax';
import type { Facts } from '../rule/facts';
import type { Finding, Report } from '../rule/finding';
import { invalidDockerfile } from '../rule/notices';
import { optionsOf } from '../rule/options';
import type { DockerfileRule, FileContext, RuleContext } from '../rule/rule';
import { type Files, NO_FILES } from '../text/files';
import { comparePositions } from '../text/range';
import type { Analysis } from './analysis';
import { AskedFiles } from './asked-files';
import { type Configuration, isIgnored, isOn, severityOf } from './configuration';
import { DockerfileComments } from './dockerfile-comments';
import { type Place, placeReport } from './place';
import { fileRefusal, instructionRefusal } from './refusals';
import type { RuleTimes } from './rule-times';
import { type RuleReport, withoutSuperseded } from './superseded';
import { Suppressor } from './suppression';

export interface LintOptions extends Configuration {
  readonly rules: readonly DockerfileRule[];
  readonly facts: Facts;
  /** Hears of a rule that threw. The other rules go on. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

/** What an analysis may look at beside the file. */
export interface Around {
  readonly files?: Files;
  readonly times?: RuleTimes;
}

type FilePlace = Pick<FileContext, 'uri' | 'files'>;

interface StageFindings {
  readonly line: number;
  readonly isRefused: boolean;
  readonly findings: readonly Finding[];
}

type StageHook = NonNullable<DockerfileRule['stage']>;
type FileHook = NonNullable<DockerfileRule['file']>;

/** A rule's hook with what it is called with. */
interface Check<Hook> {
  readonly rule: DockerfileRule;
  readonly hook: Hook;
  readonly context: RuleContext;
}

export class DockerfileLinter {
  private readonly stageChecks: readonly Check<StageHook>[];
  private readonly fileChecks: readonly Check<FileHook>[];
  private readonly suppressor: Suppressor;
  private readonly failed = new Set<string>();
  private readonly reports = new WeakMap<Stage, readonly RuleReport[]>();
  private readonly placed = new WeakMap<Stage, StageFindings>();

  constructor(private readonly options: LintOptions) {
    const rules = options.rules.filter((rule) => isOn(rule, options));
    this.stageChecks = rules.flatMap((rule) => checkOf(rule, rule.stage, options));
    this.fileChecks = rules.flatMap((rule) => checkOf(rule, rule.file, options));
    const on = new Set([...rules, invalidDockerfile].map(({ id }) => id));
    const hasSpoken = (rule: string): boolean => on.has(rule) && !this.failed.has(rule);
    this.suppressor = new Suppressor({ ...options, today: options.facts.today, hasSpoken });
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return isIgnored(uri, this.options);
  }

  /** All there is to say of a file that is analysed, with what is silenced apart. `uri` is where paths of the configuration look. */
  analyse(uri: string, dockerfile: Dockerfile, { files = NO_FILES, times }: Around = {}): Analysis {
    const { lines } = dockerfile.syntax;
    const looked = new AskedFiles(files);
    const commented = new DockerfileComments(dockerfile);
    const findings = this.findings(dockerfile, { uri, files: looked }, times);
    return { uri, lines, ...this.suppressor.apply(uri, commented, findings), ...looked.answers, commented, dockerfile };
  }

  /** Findings in the order of their places. */
  private findings(file: Dockerfile, place: FilePlace, times: RuleTimes | undefined): Finding[] {
    const inStages = file.stages.flatMap((placed) => this.stageFindings(file, placed, times));
    const found = [...this.fileFindings(file, place, times), ...inStages];
    return found.sort((a, b) => comparePositions(a.range.start, b.range.start));
  }

  private fileFindings(file: Dockerfile, { uri, files }: FilePlace, times: RuleTimes | undefined): Finding[] {
    const lineBreak = file.syntax.lines[0]?.endsWith('\r') ? '\r\n' : '\n';
    const place = { line: 0, lineBreak, onRuleFailure: this.options.onRuleFailure } as const;
    const reports: RuleReport[] = [...refusals(file.preamble)];
    const refusal = fileRefusal(file);
    if (refusal) reports.push({ rule: invalidDockerfile, report: refusal });
    for (const { rule, hook, context } of this.fileChecks) {
      this.run(rule, () => hook(file, { ...context, uri, files }), reports, times);
    }
    return withoutSuperseded(reports).map((each) => this.placedAt(place, each));
  }

  private stageFindings(
    file: Dockerfile,
    { line, stage }: PlacedStage,
    times: RuleTimes | undefined,
  ): readonly Finding[] {
    const isRefused = file.problem !== undefined;
    const known = this.placed.get(stage);
    if (known?.line === line && known.isRefused === isRefused) return known.findings;
    const place = { line, lineBreak: stage.lineBreak, onRuleFailure: this.options.onRuleFailure };
    const findings = this.stageReports(stage, times)
      .filter(({ rule }) => !(isRefused && rule.reportsAbsence))
      .map((each) => this.placedAt(place, each));
    this.placed.set(stage, { line, isRefused, findings });
    return findings;
  }

  private stageReports(stage: Stage, times: RuleTimes | undefined): readonly RuleReport[] {
    const known = this.reports.get(stage);
    if (known) return known;
    const found = [...refusals(stage.steps)];
    for (const { rule, hook, context } of this.stageChecks) {
      this.run(rule, () => hook(stage, context), found, times);
    }
    const reports = withoutSuperseded(found);
    this.reports.set(stage, reports);
    return reports;
  }

  private placedAt(place: Place, { rule, report }: RuleReport): Finding {
    const severity = severityOf(rule.id, this.options);
    return placeReport(severity ? { ...report, severity } : report, rule, place);
  }

  /** Of a rule that throws nothing is kept. */
  private run(
    rule: DockerfileRule,
    reports: () => Iterable<Report>,
    found: RuleReport[],
    times: RuleTimes | undefined,
  ): void {
    const before = found.length;
    const collect = (): void => {
      for (const report of reports()) found.push({ rule, report });
    };
    try {
      if (times) times.of(rule.id, collect);
      else collect();
    } catch (error) {
      found.length = before;
      this.failed.add(rule.id);
      this.options.onRuleFailure?.(rule.id, error);
    }
  }
}

function checkOf<Hook>(rule: DockerfileRule, hook: Hook | undefined, { settings, facts }: LintOptions): Check<Hook>[] {
  if (!hook) return [];
  const given = settings?.get(rule.id)?.options ?? {};
  return [{ rule, hook, context: { facts, options: optionsOf(rule.options ?? {}, given) } }];
}

function* refusals(placed: readonly PlacedInstruction[]): Iterable<RuleReport> {
  for (const each of placed) {
    const refusal = instructionRefusal(each.instruction);
    if (!refusal) continue;
    const range = rangeAt(each, refusal.start, refusal.end);
    yield { rule: invalidDockerfile, report: { range, message: refusal.message } };
  }
}
