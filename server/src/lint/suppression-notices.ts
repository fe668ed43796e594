// What is said of suppressions themselves: they have expired, give no reason, name no rule, or silence nothing.
import type { Finding } from '../rule/finding';
import { expiredSuppression, missingReason, unusedSuppression } from '../rule/notices';
import type { RuleInfo } from '../rule/rule';
import { type Range, rangeOf } from '../text/range';
import type { Comment, Commented } from './commented';
import type { ConfiguredSuppression, Policy } from './configuration';
import type { OwnComment, OwnEntry, Span } from './own-comments';
import type { RuleIds } from './rule-ids';
import type { Silences } from './silences';

interface NoticeOptions extends Pick<Policy, 'settings' | 'requireReason'> {
  readonly today?: string;
  readonly hasSpoken: (rule: string) => boolean;
}

export class SuppressionNotices {
  constructor(
    private readonly options: NoticeOptions,
    private readonly ids: () => RuleIds,
  ) {}

  /** After the findings of the file have asked `silences`. */
  ofComments(comments: readonly Comment[], silences: Silences, file: Commented): Finding[] {
    const said: Finding[] = [];
    for (const { line, mark } of comments) {
      if (mark.own) for (const finding of this.ofComment(line, mark.own, silences, file)) said.push(finding);
    }
    return said;
  }

  /** At its place in the configuration. */
  unusedEntry({ rule, place }: ConfiguredSuppression): Finding | undefined {
    return place && this.notice(unusedSuppression, place.range, `this silences no finding of ${rule}: take it out`);
  }

  private *ofComment(line: number, own: OwnComment, silences: Silences, file: Commented): Iterable<Finding> {
    const { entries, until, reason, span, problem } = own;
    const { today, requireReason } = this.options;
    const say = (info: RuleInfo, { start, end }: Span, message: string): Finding[] => {
      const finding = this.notice(info, rangeOf(line, start, line, end), message);
      return finding ? [finding] : [];
    };
    if (problem) yield* say(unusedSuppression, problem.span, problem.message);
    for (const entry of entries) {
      const { rule } = entry;
      if (this.ids().current(rule) === undefined) yield* say(unusedSuppression, entry.span, this.ids().unknown(rule));
    }
    if (requireReason && reason === undefined && !problem) {
      yield* say(missingReason, span, 'say why this is accepted, behind a colon');
    }
    if (until && isPast(until.date, today)) {
      yield* say(expiredSuppression, until.span, `this has expired on ${until.date}: it silences nothing any more`);
    } else if (!problem && !file.isRefused) {
      for (const entry of entries) {
        if (this.isUnused(entry, silences)) yield* say(unusedSuppression, entry.span, unusedMessage(entry));
      }
    }
  }

  /** Said only of what would have been found. */
  private isUnused(entry: OwnEntry, silences: Silences): boolean {
    const rule = this.ids().current(entry.rule);
    return rule !== undefined && this.options.hasSpoken(rule) && !silences.isUsed(entry);
  }

  private notice(info: RuleInfo, range: Range, message: string): Finding | undefined {
    return noticeBy(this.options, info, range, message);
  }
}

const unusedMessage = ({ rule, variable }: OwnEntry): string =>
  `${variable === undefined ? rule : `${rule}(${variable})`} reports nothing here: take this out`;

/** As bad as the configuration has it. Undefined where it is off. */
export function noticeBy(
  { settings }: Pick<Policy, 'settings'>,
  info: RuleInfo,
  range: Range,
  message: string,
): Finding | undefined {
  const level = settings?.get(info.id)?.severity ?? info.severity;
  if (level === 'off') return undefined;
  const tag = info.tag ? { tag: info.tag } : {};
  return { rule: info.id, ...tag, severity: level, message, range, related: [], fixes: [], masked: [] };
}

/** `until` is the last day on which something holds. */
export const isPast = (until: string | undefined, today: string | undefined): boolean =>
  until !== undefined && today !== undefined && until < today;
