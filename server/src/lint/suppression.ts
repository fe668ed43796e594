// What is silenced, by whom, and what silences nothing. Findings go in; those to show, and those kept apart, come out.
import type { Dockerfile } from '../dockerfile/model';
import type { Facts } from '../rule/facts';
import type { Finding } from '../rule/finding';
import { expiredSuppression, missingReason, notices, unusedSuppression } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { comparePositions, type Range } from '../text/range';
import type { Analysis, Suppressed, Suppression } from './analysis';
import { markedComments } from './comments';
import { matchesPath, type Policy } from './configuration';
import { ForeignIds } from './foreign-comments';
import { foreignSilences } from './foreign-silences';
import { type OwnComment, type OwnEntry, ownComment } from './own-comments';
import { RuleIds } from './rule-ids';
import { Silences } from './silences';

export interface SuppressorOptions extends Policy {
  readonly rules: readonly RuleInfo[];
  readonly today?: Facts['today'];
  /** Whether a rule had its say in the file. */
  readonly hasSpoken: (rule: string) => boolean;
}

type Outcome = Pick<Analysis, 'findings' | 'suppressed'>;

export class Suppressor {
  private readonly ids: RuleIds;
  private readonly foreign: ForeignIds;

  constructor(private readonly options: SuppressorOptions) {
    this.ids = new RuleIds([...options.rules, ...notices]);
    this.foreign = new ForeignIds(options.rules);
  }

  /** `findings` in the order of their places, and so are those that come out. */
  apply(uri: string, file: Dockerfile, findings: readonly Finding[]): Outcome {
    const { suppress = [], today } = this.options;
    const comments = markedComments(file);
    const external = suppress.filter(({ path, until }) => !isPast(until, today) && matchesPath(path, uri));
    const silences = new Silences(file, this.foreign);
    const own = comments.flatMap((comment) => ownComment(comment) ?? []);
    for (const comment of own) this.addOwn(comment, silences);
    foreignSilences(file, comments, this.foreign, today, silences);
    const kept: Finding[] = [];
    const suppressed: Suppressed[] = [];
    for (const finding of findings) {
      const entry = external.find(
        ({ rule, line }) => rule === finding.rule && (line ?? finding.range.start.line) === finding.range.start.line,
      );
      const by: Suppression | undefined = silences.of(finding) ?? (entry && { kind: 'external', reason: entry.reason });
      if (by) suppressed.push({ finding, by });
      else kept.push(finding);
    }
    const said = own.flatMap((comment) => this.noticesOf(comment, silences, file));
    const shown = said.length === 0 ? kept : [...kept, ...said].sort(byPlace);
    return { findings: shown, suppressed };
  }

  private addOwn(comment: OwnComment, silences: Silences): void {
    const { isForFile, entries, until, reason } = comment;
    const { line, target } = comment.comment;
    if (comment.problem || isPast(until?.date, this.options.today)) return;
    for (const entry of entries) {
      const rule = this.ids.current(entry.rule);
      if (rule === undefined || (!isForFile && !target)) continue;
      const by: Suppression = { kind: 'inSource', reason, line };
      silences.add(rule, isForFile ? undefined : target, { by, entry, variable: entry.variable });
    }
  }

  private noticesOf(comment: OwnComment, silences: Silences, { problem }: Dockerfile): Finding[] {
    const { entries, until, reason, range } = comment;
    const said: (Finding | undefined)[] = [];
    if (comment.problem) said.push(this.notice(unusedSuppression, comment.problem.range, comment.problem.message));
    for (const entry of entries) {
      if (this.ids.current(entry.rule) === undefined) {
        said.push(this.notice(unusedSuppression, entry.range, this.ids.unknown(entry.rule)));
      }
    }
    if (this.options.requireReason && reason === undefined && !comment.problem) {
      said.push(this.notice(missingReason, range, 'say why this is accepted, behind a colon'));
    }
    if (until && isPast(until.date, this.options.today)) {
      said.push(
        this.notice(expiredSuppression, until.range, `this has expired on ${until.date}: it silences nothing any more`),
      );
    } else if (!comment.problem && !problem) {
      for (const entry of entries) if (this.isUnused(entry, silences)) said.push(this.unused(entry));
    }
    return said.filter((finding) => finding !== undefined);
  }

  /** Said only of what would have been found. */
  private isUnused(entry: OwnEntry, silences: Silences): boolean {
    const rule = this.ids.current(entry.rule);
    return rule !== undefined && this.options.hasSpoken(rule) && !silences.isUsed(entry);
  }

  private unused({ rule, variable, range }: OwnEntry): Finding | undefined {
    const what = variable === undefined ? rule : `${rule}(${variable})`;
    return this.notice(unusedSuppression, range, `${what} reports nothing here: take this out`);
  }

  private notice(info: RuleInfo, range: Range, message: string): Finding | undefined {
    const level = this.options.settings?.get(info.id)?.severity ?? info.severity;
    if (level === 'off') return undefined;
    return { rule: info.id, severity: level, message, range, related: [], fixes: [], masked: [] };
  }
}

const isPast = (until: string | undefined, today: string | undefined): boolean =>
  until !== undefined && today !== undefined && until < today;

const byPlace = (a: Finding, b: Finding): number => comparePositions(a.range.start, b.range.start);
