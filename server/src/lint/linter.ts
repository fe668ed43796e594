// Runs the rules over a Dockerfile. What a stage yields is kept with the stage, so that an edit costs the stages it changed.
import type { Dockerfile } from '../dockerfile/model';
import type { PlacedStage, Stage } from '../dockerfile/stages';
import { type PlacedInstruction, rangeAt } from '../dockerfile/syntax';
import type { Facts } from '../rule/facts';
import type { Finding, Report } from '../rule/finding';
import { invalidDockerfile } from '../rule/notices';
import { optionsOf } from '../rule/options';
import type { DockerfileRule, RuleContext, RuleInfo } from '../rule/rule';
import { comparePositions, overlaps } from '../text/range';
import type { Analysis } from './analysis';
import { type Configuration, isIgnored, isOn, severityOf } from './configuration';
import { type Place, placeReport } from './place';
import { fileRefusal, instructionRefusal } from './refusals';
import { Suppressor } from './suppression';

export interface LintOptions extends Configuration {
  readonly rules: readonly DockerfileRule[];
  readonly facts: Facts;
  /** Hears of a rule that threw. The other rules go on. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

interface StageFindings {
  readonly line: number;
  readonly isRefused: boolean;
  readonly findings: readonly Finding[];
}

interface RuleReport {
  readonly rule: RuleInfo;
  readonly report: Report;
}

export class DockerfileLinter {
  private readonly rules: readonly DockerfileRule[];
  private readonly suppressor: Suppressor;
  private readonly failed = new Set<string>();
  private readonly reports = new WeakMap<Stage, readonly RuleReport[]>();
  private readonly placed = new WeakMap<Stage, StageFindings>();

  constructor(private readonly options: LintOptions) {
    this.rules = options.rules.filter((rule) => isOn(rule, options));
    const on = new Set([...this.rules, invalidDockerfile].map(({ id }) => id));
    const hasSpoken = (rule: string): boolean => on.has(rule) && !this.failed.has(rule);
    this.suppressor = new Suppressor({ ...options, today: options.facts.today, hasSpoken });
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return isIgnored(uri, this.options);
  }

  /** All there is to say of a file that is analysed, with what is silenced apart. `uri` is where paths of the configuration look. */
  analyse(uri: string, dockerfile: Dockerfile): Analysis {
    const { lines } = dockerfile.syntax;
    return { uri, lines, ...this.suppressor.apply(uri, dockerfile, this.findings(dockerfile)), dockerfile };
  }

  /** Findings in the order of their places. */
  findings(file: Dockerfile): Finding[] {
    const found = [...this.fileFindings(file), ...file.stages.flatMap((placed) => this.stageFindings(file, placed))];
    return found.sort((a, b) => comparePositions(a.range.start, b.range.start));
  }

  private fileFindings(file: Dockerfile): Finding[] {
    const lineBreak = file.syntax.lines[0]?.endsWith('\r') ? '\r\n' : '\n';
    const place = { line: 0, lineBreak, onRuleFailure: this.options.onRuleFailure } as const;
    const reports: RuleReport[] = [...refusals(file.preamble)];
    const refusal = fileRefusal(file);
    if (refusal) reports.push({ rule: invalidDockerfile, report: refusal });
    for (const rule of this.rules) {
      // One by one: a call takes only so many arguments.
      for (const report of this.guarded(rule, () => rule.file?.(file, this.contextOf(rule)))) reports.push(report);
    }
    return withoutSuperseded(reports).map((each) => this.placedAt(place, each));
  }

  private stageFindings(file: Dockerfile, { line, stage }: PlacedStage): readonly Finding[] {
    const isRefused = file.problem !== undefined;
    const known = this.placed.get(stage);
    if (known?.line === line && known.isRefused === isRefused) return known.findings;
    const place = { line, lineBreak: stage.lineBreak, onRuleFailure: this.options.onRuleFailure };
    const findings = this.stageReports(stage)
      .filter(({ rule }) => !(isRefused && rule.reportsAbsence))
      .map((each) => this.placedAt(place, each));
    this.placed.set(stage, { line, isRefused, findings });
    return findings;
  }

  private stageReports(stage: Stage): readonly RuleReport[] {
    const known = this.reports.get(stage);
    if (known) return known;
    const found = [...refusals(stage.steps)];
    for (const rule of this.rules) {
      for (const report of this.guarded(rule, () => rule.stage?.(stage, this.contextOf(rule)))) found.push(report);
    }
    const reports = withoutSuperseded(found);
    this.reports.set(stage, reports);
    return reports;
  }

  private contextOf({ id, options = {} }: DockerfileRule): RuleContext {
    const given = this.options.settings?.get(id)?.options ?? {};
    return { facts: this.options.facts, options: optionsOf(options, given) };
  }

  private placedAt(place: Place, { rule, report }: RuleReport): Finding {
    const severity = severityOf(rule.id, this.options);
    return placeReport(severity ? { ...report, severity } : report, rule, place);
  }

  private guarded(rule: DockerfileRule, check: () => Iterable<Report> | undefined): RuleReport[] {
    try {
      return [...(check() ?? [])].map((report) => ({ rule, report }));
    } catch (error) {
      this.failed.add(rule.id);
      this.options.onRuleFailure?.(rule.id, error);
      return [];
    }
  }
}

/** Where two rules say the same of one place, the one that says more stays. */
function withoutSuperseded(reports: readonly RuleReport[]): readonly RuleReport[] {
  const better = reports.filter(({ rule }) => rule.supersedes);
  if (better.length === 0) return reports;
  return reports.filter(
    ({ rule, report }) =>
      !better.some((other) => other.rule.supersedes?.includes(rule.id) && overlaps(other.report.range, report.range)),
  );
}

function* refusals(placed: readonly PlacedInstruction[]): Iterable<RuleReport> {
  for (const each of placed) {
    const refusal = instructionRefusal(each.instruction);
    if (!refusal) continue;
    const range = rangeAt(each, refusal.start, refusal.end);
    yield { rule: invalidDockerfile, report: { range, message: refusal.message } };
  }
}
