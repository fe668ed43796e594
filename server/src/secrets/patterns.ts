// gitleaks' patterns at work: each runs only where one of its keywords stands, over a window that bounds what it may cost.
import rows from './patterns.generated.json';
import { entropyOf, isDocumentedExample, standsForSecret } from './random';
import type { Secret } from './secret';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly keywords: readonly string[];
  readonly owner?: string;
  readonly source: string;
  readonly flags?: string;
  readonly entropy?: number;
  readonly allow?: readonly string[];
}

export const patterns: readonly Row[] = rows;

/** Characters before a keyword, behind it, and how many of these the next window sees again. */
const BEFORE = 256;
const BEHIND = 4096;
const AGAIN = 1024;
/** Of a secret that a window cuts off. */
const LONGEST_REST = 16_384;
const ASSIGNED = String.raw`[ \t\w.-]{0,20}[\s'"\\]{0,3}(?:=|:{1,3}=|:|=>|\?=)[\x60'"\s=\\]{0,5}`;
/** What may follow a secret. */
const END = String.raw`(?![\w+/~])`;
const NAMES_SECRET = /key|token|secret|pass|pwd|auth|cred|pat\b|api|access|private/i;
const NAMES_OTHER =
  /sha\d*|md5|sum|hash|digest|commit|rev|version|tag|branch|ref|url|uri|host|image|_id\b|public|path|file|dir/i;

const compiled: (RegExp | undefined)[] = [];

function regexOf(index: number, { owner, source, flags = '' }: Row): RegExp {
  const known = compiled[index];
  if (known) return known;
  const regex =
    owner === undefined
      ? new RegExp(source + END, `dg${flags}`)
      : new RegExp(`(?:${owner})${ASSIGNED}(${source})${END}`, 'dgi');
  compiled[index] = regex;
  return regex;
}

/** The secrets of one pattern round a keyword, and the offset from which its next keyword needs another window. */
export function secretsAt(text: string, index: number, at: number): { found: Secret[]; next: number } {
  const row = patterns[index];
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(text.length, at + BEHIND);
  const next = to === text.length ? to : to - AGAIN;
  if (!row) return { found: [], next };
  const window = text.slice(from, to);
  const regex = regexOf(index, row);
  regex.lastIndex = 0;
  const found: Secret[] = [];
  for (let match = regex.exec(window); match; match = regex.exec(window)) {
    const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
    const before = match[0].slice(0, start - match.index);
    if (row.owner !== undefined && !belongsTo(window, match.index, before, row.source)) continue;
    const secret = secretOf(row, text, from + start, from + end === to ? endOfToken(text, to) : from + end);
    if (secret) found.push(secret);
  }
  return { found, next };
}

function secretOf({ id, name, allow, entropy = 0 }: Row, text: string, start: number, end: number): Secret | undefined {
  const value = text.slice(start, end);
  if (isDocumentedExample(value) || allow?.includes(value)) return undefined;
  const isPlaceholder = standsForSecret(value);
  if (!isPlaceholder && entropyOf(value) < entropy) return undefined;
  return { start, end, kind: id, description: `${articleOf(name)} ${name}`, isPlaceholder };
}

const articleOf = (name: string): string => (/^(?:[aeio]|npm)/i.test(name) ? 'an' : 'a');

/** Where what a window cuts off ends. */
function endOfToken(text: string, from: number): number {
  let end = from;
  while (end - from < LONGEST_REST && /[\w+/=.-]/.test(text.charAt(end))) end++;
  return end;
}

/** A value without a form of its own counts only in a variable whose name says secret. */
function belongsTo(text: string, at: number, before: string, source: string): boolean {
  if (!source.startsWith('[')) return true;
  const [head = ''] = /[\w.-]{0,50}$/.exec(text.slice(Math.max(0, at - 50), at)) ?? [];
  const name = head + before;
  return NAMES_SECRET.test(name) && !NAMES_OTHER.test(name);
}
