// Runs the rules over a Dockerfile. What a stage yields is kept with the stage, so that an edit costs the stages it changed.
import type { Dockerfile } from '../dockerfile/model';
import type { PlacedStage, Stage } from '../dockerfile/stages';
import { type PlacedInstruction, rangeAt } from '../dockerfile/syntax';
import type { Facts } from '../rule/facts';
import type { Finding, Report } from '../rule/finding';
import { invalidDockerfile } from '../rule/notices';
import type { DockerfileRule, RuleInfo } from '../rule/rule';
import { comparePositions } from '../text/range';
import { placeReport } from './place';
import { inProfile, type Profile } from './profile';
import { fileRefusal, instructionRefusal } from './refusals';

export interface LintOptions {
  readonly rules: readonly DockerfileRule[];
  readonly facts: Facts;
  readonly profile: Profile;
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
  private readonly reports = new WeakMap<Stage, readonly RuleReport[]>();
  private readonly placed = new WeakMap<Stage, StageFindings>();

  constructor(private readonly options: LintOptions) {
    this.rules = options.rules.filter((rule) => inProfile(rule, options.profile));
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
      for (const report of this.guarded(rule, () => rule.file?.(file, { facts: this.options.facts })))
        reports.push(report);
    }
    return reports.map(({ rule, report }) => placeReport(report, rule, place));
  }

  private stageFindings(file: Dockerfile, { line, stage }: PlacedStage): readonly Finding[] {
    const isRefused = file.problem !== undefined;
    const known = this.placed.get(stage);
    if (known?.line === line && known.isRefused === isRefused) return known.findings;
    const place = { line, lineBreak: stage.lineBreak, onRuleFailure: this.options.onRuleFailure };
    const findings = this.stageReports(stage)
      .filter(({ rule }) => !(isRefused && rule.reportsAbsence))
      .map(({ rule, report }) => placeReport(report, rule, place));
    this.placed.set(stage, { line, isRefused, findings });
    return findings;
  }

  private stageReports(stage: Stage): readonly RuleReport[] {
    const known = this.reports.get(stage);
    if (known) return known;
    const reports = [...refusals(stage.steps)];
    for (const rule of this.rules) {
      for (const report of this.guarded(rule, () => rule.stage?.(stage, { facts: this.options.facts })))
        reports.push(report);
    }
    this.reports.set(stage, reports);
    return reports;
  }

  private guarded(rule: DockerfileRule, check: () => Iterable<Report> | undefined): RuleReport[] {
    try {
      return [...(check() ?? [])].map((report) => ({ rule, report }));
    } catch (error) {
      this.options.onRuleFailure?.(rule.id, error);
      return [];
    }
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
