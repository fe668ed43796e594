// Runs rules over a file of one kind. What a part of it yields (a stage, a service) is kept with the part, so that an edit costs
// the parts that it changed.
import type { Facts } from '../rule/facts';
import type { Finding, Report } from '../rule/finding';
import { type OptionSpecs, optionsOf } from '../rule/options';
import type { FileContext, RuleContext, RuleInfo } from '../rule/rule';
import { type Files, NO_FILES } from '../text/files';
import { Kept } from '../text/kept';
import { comparePositions } from '../text/range';
import type { Analysis } from './analysis';
import { AskedFiles } from './asked-files';
import type { Commented } from './commented';
import { type Configuration, imagePolicyOf, isIgnored, isOn, severityOf } from './configuration';
import { HeardFiles } from './heard-files';
import { type Place, placeReport } from './place';
import type { RuleTimes } from './rule-times';
import { type RuleReport, withoutSuperseded } from './superseded';
import { Suppressor } from './suppression';

export interface LintOptions<Rule extends RuleInfo = RuleInfo> extends Configuration {
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  /** Hears of a rule that threw. The other rules go on. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
  /** Somebody else tells of keys and types that the specification of Compose files does not know. */
  readonly schemaIsToldElsewhere?: boolean;
}

/** What an analysis may look at beside the file. */
export interface Around {
  readonly files?: Files;
  readonly times?: RuleTimes;
}

export interface PlacedPart<Part> {
  readonly line: number;
  readonly part: Part;
  readonly lineBreak: '\n' | '\r\n';
}

/** How a kind of file comes apart, and what is said of it beside what its rules say. */
export interface Anatomy<File, Part> {
  parts(file: File): readonly PlacedPart<Part>[];
  /** What its language itself refuses: of the file, and of a part. */
  refusals(file: File): Iterable<RuleReport>;
  refusalsOf(part: Part): Iterable<RuleReport>;
  /** Rules whose ids the refusals have. */
  readonly notices: readonly RuleInfo[];
  /** Where many rules look for words of a part: which of them may find theirs, 0 for those that can't, by their places. */
  gate?(lookedFor: readonly (readonly string[] | undefined)[]): (part: Part) => Readonly<Uint8Array>;
}

/** A rule with what it is asked for a part, and for the whole file. */
export interface Asked<File, Part> {
  readonly rule: RuleInfo;
  readonly part?: (part: Part, context: RuleContext) => Iterable<Report>;
  /** Names one of which stands in every part that it reports. */
  readonly looksFor?: readonly string[];
  /** What other files leave of a report of a part. */
  readonly beside?: (report: Report, part: Part, context: FileContext) => Report | undefined;
  readonly file?: (file: File, context: FileContext) => Iterable<Report>;
}

export interface ReadFile<File> {
  readonly uri: string;
  readonly file: File;
  readonly commented: Commented;
}

interface PartFindings {
  readonly line: number;
  readonly isRefused: boolean;
  readonly reports: readonly RuleReport[];
  /** Of each report its finding, as if the file stood alone. */
  readonly findings: readonly Finding[];
}

/** What other files leave of them, and what these said. */
interface LeftFindings {
  readonly uri: string;
  readonly files: HeardFiles;
  readonly findings: readonly Finding[];
}

interface Check<Hook> {
  readonly rule: RuleInfo;
  readonly hook: Hook;
  readonly context: RuleContext;
}

/** Where reports of a rule are gathered, and what its hook is given beside its subject. */
interface Asking<Subject, Context> {
  readonly found: RuleReport[];
  readonly times: RuleTimes | undefined;
  readonly subject: Subject;
  readonly context: Context;
}

type FilePlace = Pick<FileContext, 'uri' | 'files'>;

export class FileLinter<File, Part extends object> {
  private readonly partChecks: readonly Check<NonNullable<Asked<File, Part>['part']>>[];
  private readonly mayReport: ((part: Part) => Readonly<Uint8Array>) | undefined;
  private readonly fileChecks: readonly Check<NonNullable<Asked<File, Part>['file']>>[];
  private readonly besides: ReadonlyMap<RuleInfo, Check<NonNullable<Asked<File, Part>['beside']>>>;
  private readonly suppressor: Suppressor;
  private readonly failed = new Set<string>();
  private readonly reports = new Kept<Part, readonly RuleReport[]>();
  private readonly placed = new Kept<Part, PartFindings>();
  private readonly left = new Kept<PartFindings, LeftFindings>();

  constructor(
    private readonly options: LintOptions,
    private readonly anatomy: Anatomy<File, Part>,
    asked: readonly Asked<File, Part>[],
  ) {
    const rules = asked.filter(({ rule }) => isOn(rule, options));
    const ofParts = rules.filter(({ part }) => part);
    this.partChecks = ofParts.flatMap(({ rule, part }) => checkOf(rule, part, options));
    this.mayReport = anatomy.gate?.(ofParts.map(({ looksFor }) => looksFor));
    this.fileChecks = rules.flatMap(({ rule, file }) => checkOf(rule, file, options));
    const besides = rules.flatMap(({ rule, beside }) => checkOf(rule, beside, options));
    this.besides = new Map(besides.map((check) => [check.rule, check]));
    const on = new Set([...rules.map(({ rule }) => rule), ...anatomy.notices].map(({ id }) => id));
    const hasSpoken = (rule: string): boolean => on.has(rule) && !this.failed.has(rule);
    this.suppressor = new Suppressor({ ...options, today: options.facts.today, hasSpoken });
  }

  /** The configuration leaves the file out. */
  ignores(uri: string): boolean {
    return isIgnored(uri, this.options);
  }

  /**
   * Asks each rule of all these parts, then the next one: what a processor has just run, it runs again in two thirds of the time.
   * A part that a rule throws on is asked when its file is analysed, as if it had not been here.
   */
  prepare(parts: readonly Part[]): void {
    const fresh = parts
      .filter((part) => !this.reports.has(part))
      .map((part) => ({ part, found: [...this.anatomy.refusalsOf(part)], mayReport: this.mayReport?.(part) }));
    const failed = new Set<Part>();
    for (let i = 0; i < this.partChecks.length; i++) {
      const check = this.partChecks[i];
      if (!check) continue;
      const { rule, hook, context } = check;
      for (const { part, found, mayReport } of fresh) {
        if (mayReport?.[i] === 0) continue;
        try {
          for (const report of hook(part, context)) found.push({ rule, report });
        } catch {
          failed.add(part);
        }
      }
    }
    for (const { part, found } of fresh) if (!failed.has(part)) this.reports.set(part, withoutSuperseded(found));
  }

  /** All there is to say of a file that is read, with what is silenced apart. `uri` is where paths of the configuration look. */
  analyse({ uri, file, commented }: ReadFile<File>, { files = NO_FILES, times }: Around = {}): Analysis {
    const { lines } = commented;
    const looked = files instanceof AskedFiles ? files : new AskedFiles(files);
    const found = this.findings({ file, commented }, { uri, files: looked }, times);
    const { findings, suppressed, entries } = this.suppressor.apply(uri, commented, found);
    const { asked, unread } = looked.answers;
    return { uri, lines, findings, suppressed, entries, asked, unread, commented };
  }

  /** In the order of their places. */
  private findings(read: Omit<ReadFile<File>, 'uri'>, place: FilePlace, times: RuleTimes | undefined): Finding[] {
    const { isRefused } = read.commented;
    const inParts = this.anatomy
      .parts(read.file)
      .flatMap((placed) => this.amongOthers(placed, this.partFindings(placed, isRefused, times), place));
    const found = [...this.fileFindings(read, place, times), ...inParts];
    return found.sort(byPlace);
  }

  private fileFindings(
    { file, commented: { lines } }: Omit<ReadFile<File>, 'uri'>,
    { uri, files }: FilePlace,
    times: RuleTimes | undefined,
  ): Finding[] {
    const lineBreak = lines[0]?.endsWith('\r') ? '\r\n' : '\n';
    const place = { line: 0, lineBreak, onRuleFailure: this.options.onRuleFailure } as const;
    const reports: RuleReport[] = [...this.anatomy.refusals(file)];
    times?.start();
    for (const { rule, hook, context } of this.fileChecks) {
      const { facts, policy, options } = context;
      this.ask(rule, hook, { found: reports, times, subject: file, context: { facts, policy, options, uri, files } });
    }
    return withoutSuperseded(reports).map((each) => this.placedAt(place, each));
  }

  private partFindings(
    { line, part, lineBreak }: PlacedPart<Part>,
    isRefused: boolean,
    times: RuleTimes | undefined,
  ): PartFindings {
    const known = this.placed.get(part);
    if (known?.line === line && known.isRefused === isRefused) return known;
    const place = { line, lineBreak, onRuleFailure: this.options.onRuleFailure };
    const reports = this.partReports(part, times)
      .filter(({ rule }) => !(isRefused && rule.reportsAbsence))
      .sort((a, b) => byPlace(a.report, b.report));
    const placed = { line, isRefused, reports, findings: reports.map((each) => this.placedAt(place, each)) };
    this.placed.set(part, placed);
    return placed;
  }

  /** What other files leave of a part's findings; worked out again when one of them says something else. */
  private amongOthers(part: PlacedPart<Part>, found: PartFindings, { uri, files }: FilePlace): readonly Finding[] {
    if (!found.reports.some(({ rule }) => this.besides.has(rule))) return found.findings;
    const known = this.left.get(found);
    if (known?.uri === uri && known.files.sayTheSameIn(files)) return known.findings;
    const heard = new HeardFiles(files);
    const findings = this.leftBy(part, found, { uri, files: heard });
    this.left.set(found, { uri, files: heard, findings });
    return findings;
  }

  private leftBy(
    { line, part, lineBreak }: PlacedPart<Part>,
    { reports, findings }: PartFindings,
    files: FilePlace,
  ): readonly Finding[] {
    const place = { line, lineBreak, onRuleFailure: this.options.onRuleFailure };
    return reports.flatMap((each, i) => {
      const { rule, report } = each;
      const check = this.besides.get(rule);
      const left: RuleReport[] = [];
      if (check) {
        const hook = (_: Part, context: FileContext): Report[] => [check.hook(report, part, context) ?? []].flat();
        const context = { ...check.context, ...files };
        this.ask(rule, hook, { found: left, times: undefined, subject: part, context });
      } else left.push(each);
      return left.map((kept) => (kept.report === report && findings[i]) || this.placedAt(place, kept));
    });
  }

  private partReports(part: Part, times: RuleTimes | undefined): readonly RuleReport[] {
    const known = this.reports.get(part);
    if (known) return known;
    const found = [...this.anatomy.refusalsOf(part)];
    const mayReport = this.mayReport?.(part);
    times?.start();
    for (let i = 0; i < this.partChecks.length; i++) {
      const check = this.partChecks[i];
      if (check && mayReport?.[i] !== 0)
        this.ask(check.rule, check.hook, { found, times, subject: part, context: check.context });
    }
    const reports = withoutSuperseded(found);
    this.reports.set(part, reports);
    return reports;
  }

  private placedAt(place: Place, { rule, report }: RuleReport): Finding {
    const severity = severityOf(rule.id, this.options);
    return placeReport(severity ? { ...report, severity } : report, rule, place);
  }

  /** Of a rule that throws nothing is kept. */
  private ask<Subject, Context>(
    rule: RuleInfo,
    hook: (subject: Subject, context: Context) => Iterable<Report>,
    { found, times, subject, context }: Asking<Subject, Context>,
  ): void {
    const before = found.length;
    try {
      for (const report of hook(subject, context)) found.push({ rule, report });
    } catch (error) {
      found.length = before;
      this.failed.add(rule.id);
      this.options.onRuleFailure?.(rule.id, error);
    }
    times?.count(rule.id);
  }
}

const byPlace = (a: Pick<Report, 'range'>, b: Pick<Report, 'range'>): number =>
  comparePositions(a.range.start, b.range.start);

function checkOf<Hook>(rule: RuleInfo, hook: Hook | undefined, options: LintOptions): Check<Hook>[] {
  if (!hook) return [];
  const { settings, facts } = options;
  const specs: OptionSpecs = rule.options ?? {};
  const given = settings?.get(rule.id)?.options ?? {};
  return [{ rule, hook, context: { facts, policy: imagePolicyOf(options), options: optionsOf(specs, given) } }];
}
