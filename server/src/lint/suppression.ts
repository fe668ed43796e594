// What is silenced, by whom, and what silences nothing. Findings go in; those to show, and those kept apart, come out.
import type { Facts } from '../rule/facts';
import type { Finding } from '../rule/finding';
import { notices } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { comparePositions } from '../text/range';
import type { Analysis, ReachingEntry, Suppressed, Suppression } from './analysis';
import type { Comment, Commented } from './commented';
import type { ConfiguredSuppression, Policy } from './configuration';
import { ConfiguredSilences } from './configured-silences';
import { foreignSilences } from './foreign-silences';
import { RuleIds } from './rule-ids';
import { Silences } from './silences';
import { isPast, SuppressionNotices } from './suppression-notices';

export interface SuppressorOptions extends Policy {
  readonly rules: readonly RuleInfo[];
  readonly today?: Facts['today'];
  /** Whether a rule had its say in the file. */
  readonly hasSpoken: (rule: string) => boolean;
}

type Outcome = Pick<Analysis, 'findings' | 'suppressed' | 'entries'>;

export class Suppressor {
  private readonly entries: readonly ConfiguredSuppression[];
  private readonly notices: SuppressionNotices;
  private madeIds: RuleIds | undefined;
  /** Of the last file, which is mostly the next one as well. */
  private configured: { readonly uri: string; readonly silences: ConfiguredSilences } | undefined;

  constructor(private readonly options: SuppressorOptions) {
    const { suppress = [], today } = options;
    this.entries = suppress.filter(({ until }) => !isPast(until, today));
    this.notices = new SuppressionNotices(options, () => this.ids);
  }

  /** `findings` in the order of their places, and so are those that come out. */
  apply(uri: string, file: Commented, findings: readonly Finding[]): Outcome {
    const configured = this.configuredFor(uri);
    const comments = file.marks.length > 0 ? file.comments() : [];
    const silences = this.silencesIn(file, comments);
    if (!configured && !silences) return { findings, suppressed: [] };
    const kept: Finding[] = [];
    const suppressed: Suppressed[] = [];
    const used = new Set<ConfiguredSuppression>();
    const byConfiguration = (finding: Finding): Suppression | undefined => {
      const entry = configured?.of(finding);
      if (entry) used.add(entry);
      return entry && { kind: 'external', reason: entry.reason };
    };
    const sort = (finding: Finding, by: Suppression | undefined): void => {
      if (by) suppressed.push({ finding, by });
      else kept.push(finding);
    };
    for (const finding of findings) sort(finding, silences?.of(finding) ?? byConfiguration(finding));
    const said = silences ? this.notices.ofComments(comments, silences, file) : [];
    for (const finding of said) sort(finding, byConfiguration(finding));
    if (said.length > 0) {
      kept.sort(byPlace);
      suppressed.sort((a, b) => byPlace(a.finding, b.finding));
    }
    return { findings: kept, suppressed, entries: configured && this.reaching(configured, used, file) };
  }

  private configuredFor(uri: string): ConfiguredSilences | undefined {
    if (this.entries.length === 0) return undefined;
    if (this.configured?.uri !== uri) this.configured = { uri, silences: ConfiguredSilences.in(uri, this.entries) };
    const { silences } = this.configured;
    return silences.entries.length > 0 ? silences : undefined;
  }

  /** Undefined where no line of the file speaks of it: most files have none. */
  private silencesIn(file: Commented, comments: readonly Comment[]): Silences | undefined {
    const { rules, today } = this.options;
    if (file.directives.length === 0 && file.marks.length === 0) return undefined;
    const silences = new Silences(file);
    for (const comment of comments) this.addOwn(comment, silences);
    foreignSilences(file, comments, rules, today, silences);
    return silences;
  }

  private addOwn({ line, target, mark: { own } }: Comment, silences: Silences): void {
    if (!own || own.problem || isPast(own.until?.date, this.options.today)) return;
    const { isForFile, entries, reason } = own;
    if (!isForFile && !target) return;
    for (const entry of entries) {
      const rule = this.ids.current(entry.rule);
      if (rule === undefined) continue;
      const by: Suppression = { kind: 'inSource', reason, line };
      silences.add(rule, isForFile ? undefined : target, { by, entry, variable: entry.variable });
    }
  }

  private reaching(
    { entries }: ConfiguredSilences,
    used: ReadonlySet<ConfiguredSuppression>,
    { isRefused }: Commented,
  ): ReachingEntry[] {
    return entries.map((entry) => {
      const isUnused = !isRefused && this.options.hasSpoken(entry.rule) && !used.has(entry);
      return { entry, unused: isUnused ? this.notices.unusedEntry(entry) : undefined };
    });
  }

  /** Made when a comment first asks for it: most files have none. */
  private get ids(): RuleIds {
    this.madeIds ??= new RuleIds([...this.options.rules, ...notices]);
    return this.madeIds;
  }
}

const byPlace = (a: Finding, b: Finding): number => comparePositions(a.range.start, b.range.start);
