// What is wrong with entries of `suppress` that are well written: they have expired, or give no reason where one is asked for.
import type { Finding } from '../rule/finding';
import { expiredSuppression, missingReason } from '../rule/notices';
import type { ConfiguredSuppression, Policy } from './configuration';
import { isPast, noticeBy } from './suppression-notices';

/** Of the entries of one file; `policy` is what holds there, by what it extends as well. */
export function entryProblems(
  entries: readonly ConfiguredSuppression[],
  policy: Pick<Policy, 'settings' | 'requireReason'>,
  today: string | undefined,
): Finding[] {
  return entries
    .flatMap(({ place, rule, reason, until }) => [
      place?.until && isPast(until, today)
        ? noticeBy(policy, expiredSuppression, place.until, `this has expired: ${rule} is reported again`)
        : undefined,
      place && policy.requireReason && reason === undefined
        ? noticeBy(policy, missingReason, place.range, `say why ${rule} is accepted: reason is missing`)
        : undefined,
    ])
    .filter((finding) => finding !== undefined);
}
