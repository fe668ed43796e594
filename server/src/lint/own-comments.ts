// Our own comments: `# hullwright ignore=rule-a,secret-in-env(DB_PASSWORD) until=2027-01-31: reason`, and `ignore-file=`.
import { isDate } from './shape';

/** Columns of the comment's line: the same value wherever that stands. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface OwnEntry {
  /** As it is written. */
  readonly rule: string;
  readonly variable?: string;
  readonly span: Span;
}

export interface OwnComment {
  readonly isForFile: boolean;
  readonly entries: readonly OwnEntry[];
  readonly until?: { readonly date: string; readonly span: Span };
  readonly reason?: string;
  /** The comment without what indents it. */
  readonly span: Span;
  /** What in it is not understood. */
  readonly problem?: { readonly span: Span; readonly message: string };
}

const START = /^(\s*)#\s*hullwright\s+(ignore|ignore-file)\s*=\s*/i;
const MEANT = /^\s*#\s*hullwright:?\s+ignore/i;
const ENTRY = /([\w-]+)(?:\(\s*([^()\s,]+)\s*\))?/y;
const COMMA = /\s*,\s*/y;
const UNTIL = /\s+until\s*=\s*([^\s:]*)/y;
const REASON = /\s*:(.*)$/y;
const HOW = 'write `# hullwright ignore=rule: reason`';

/** `text` is a comment's line. Undefined for one that is none of ours. */
export function ownComment(text: string): OwnComment | undefined {
  const start = START.exec(text);
  const span = { start: /^\s*/.exec(text)?.[0].length ?? 0, end: text.trimEnd().length };
  if (!start) {
    if (!MEANT.test(text)) return undefined;
    return { isForFile: false, entries: [], span, problem: { span, message: `this is not understood; ${HOW}` } };
  }
  const cursor = new Cursor(text, start[0].length);
  const entries: OwnEntry[] = [];
  do {
    const from = cursor.at;
    const entry = cursor.take(ENTRY);
    if (entry) entries.push({ rule: entry[1] ?? '', variable: entry[2], span: { start: from, end: cursor.at } });
  } while (cursor.take(COMMA));
  const until = cursor.take(UNTIL)?.[1];
  const untilSpan = { start: cursor.at - (until?.length ?? 0), end: cursor.at };
  const reason = cursor.take(REASON)?.[1]?.trim();
  const rest = {
    span: { start: cursor.at, end: text.length },
    message: `'${text.slice(cursor.at).trim()}' is not understood; ${HOW}`,
  };
  const wrongDate = { span: untilSpan, message: `'${until}' is not a date such as 2027-01-31` };
  const nothing = { span, message: `this names no rule; ${HOW}` };
  return {
    isForFile: start[2]?.toLowerCase() === 'ignore-file',
    entries,
    until: until === undefined || !isDate(until) ? undefined : { date: until, span: untilSpan },
    reason: reason || undefined,
    span,
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
