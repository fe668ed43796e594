// Our own comments: `# hullwright ignore=rule-a,secret-in-env(DB_PASSWORD) until=2027-01-31: reason`, and `ignore-file=`.
import { type Range, rangeOf } from '../text/range';
import type { Comment } from './comments';
import { isDate } from './shape';

export interface OwnEntry {
  /** As it is written. */
  readonly rule: string;
  readonly variable?: string;
  readonly range: Range;
}

export interface OwnComment {
  readonly comment: Comment;
  readonly isForFile: boolean;
  readonly entries: readonly OwnEntry[];
  readonly until?: { readonly date: string; readonly range: Range };
  readonly reason?: string;
  /** The comment without what indents it. */
  readonly range: Range;
  /** What in it is not understood. */
  readonly problem?: { readonly range: Range; readonly message: string };
}

const START = /^(\s*)#\s*hullwright\s+(ignore|ignore-file)\s*=\s*/i;
const MEANT = /^\s*#\s*hullwright:?\s+ignore/i;
const ENTRY = /([\w-]+)(?:\(\s*([^()\s,]+)\s*\))?/y;
const COMMA = /\s*,\s*/y;
const UNTIL = /\s+until\s*=\s*([^\s:]*)/y;
const REASON = /\s*:(.*)$/y;
const HOW = 'write `# hullwright ignore=rule: reason`';

/** Undefined for a comment that is none of ours. */
export function ownComment(comment: Comment): OwnComment | undefined {
  const { line, text } = comment;
  const at = (start: number, end: number): Range => rangeOf(line, start, line, end);
  const start = START.exec(text);
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const range = at(indent, text.trimEnd().length);
  if (!start) {
    if (!MEANT.test(text)) return undefined;
    return {
      comment,
      isForFile: false,
      entries: [],
      range,
      problem: { range, message: `this is not understood; ${HOW}` },
    };
  }
  const cursor = new Cursor(text, start[0].length);
  const entries: OwnEntry[] = [];
  do {
    const from = cursor.at;
    const entry = cursor.take(ENTRY);
    if (entry) entries.push({ rule: entry[1] ?? '', variable: entry[2], range: at(from, cursor.at) });
  } while (cursor.take(COMMA));
  const until = cursor.take(UNTIL)?.[1];
  const untilRange = at(cursor.at - (until?.length ?? 0), cursor.at);
  const reason = cursor.take(REASON)?.[1]?.trim();
  const rest = {
    range: at(cursor.at, text.length),
    message: `'${text.slice(cursor.at).trim()}' is not understood; ${HOW}`,
  };
  const wrongDate = { range: untilRange, message: `'${until}' is not a date such as 2027-01-31` };
  const nothing = { range, message: `this names no rule; ${HOW}` };
  return {
    comment,
    isForFile: start[2]?.toLowerCase() === 'ignore-file',
    entries,
    until: until === undefined || !isDate(until) ? undefined : { date: until, range: untilRange },
    reason: reason || undefined,
    range,
    problem:
      until !== undefined && !isDate(until)
        ? wrongDate
        : entries.length === 0
          ? nothing
          : text.slice(cursor.at).trim() === ''
            ? undefined
            : rest,
  };
}

class Cursor {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }
}
