// Ids of rules in our comments, with the rules that they mean.
import { type Range, rangeOf } from '../text/range';
import type { Commented } from './commented';
import type { RuleIds } from './rule-ids';

export interface CommentLink {
  readonly range: Range;
  /** By the id that it has now. */
  readonly rule: string;
}

export const commentLinks = (file: Commented, ids: RuleIds): CommentLink[] =>
  file.comments().flatMap(({ line, mark: { own } }) =>
    (own?.entries ?? []).flatMap(({ rule: written, span: { start } }) => {
      const rule = ids.current(written);
      return rule === undefined ? [] : [{ range: rangeOf(line, start, line, start + written.length), rule }];
    }),
  );
